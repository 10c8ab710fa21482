import { z } from 'zod';

const text = z.union([z.string(), z.array(z.string())]);

/** One query parameter; of a repeated one the first counts, and an empty one is there and empty. */
export const queryText = text
  .optional()
  .transform((sent) => (typeof sent === 'object' ? sent[0] : sent));

/** A repeated parameter is the same as its values joined with commas. */
export const queryList = text
  .optional()
  .transform((sent) => (typeof sent === 'object' ? sent.join(',') : sent));
