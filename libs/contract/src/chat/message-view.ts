import { z } from 'zod';
import { MEDIA_TYPES } from '../events/payloads/message-blocks.js';
import { STATUS_WORDS } from './status-words.js';

export const statusWord = z.enum(STATUS_WORDS);

/** The file of a stored message. A value that its sender did not give is null. */
export const mediaView = z.strictObject({
  type: z.enum(MEDIA_TYPES),
  mimeType: z.string(),
  size: z.number().nullable().describe('Bytes'),
  duration: z.number().nullable().describe('Seconds'),
});
export type MediaView = z.infer<typeof mediaView>;
