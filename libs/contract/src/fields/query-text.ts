import { z } from 'zod';

const text = z.union([z.string(), z.array(z.string())]);

/** One query parameter. The first value of a repeated parameter counts; an empty parameter is `""`, not absent. */
export const queryText = text
  .optional()
  .transform((sent) => (typeof sent === 'object' ? sent[0] : sent));

/** A repeated parameter is the same as its values joined with commas. */
export const queryList = text
  .optional()
  .transform((sent) => (typeof sent === 'object' ? sent.join(',') : sent));
