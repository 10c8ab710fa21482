import { z } from 'zod';

/** RFC 3339 in UTC: whole seconds, `Z`. */
export const timestamp = z.iso.datetime({ precision: 0 });
