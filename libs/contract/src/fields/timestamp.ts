import { z } from 'zod';

/** RFC 3339 in UTC, with whole seconds and `Z`. */
export const timestamp = z.iso.datetime({ precision: 0 });
