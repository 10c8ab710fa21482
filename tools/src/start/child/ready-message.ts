import { z } from 'zod';

/** The message of a process, over its IPC channel, once it serves. */
export const readyMessage = z.object({
  type: z.literal('ready'),
  role: z.string(),
  id: z.string(),
  port: z.number().int().nullish(),
});

export type ReadyMessage = z.infer<typeof readyMessage>;
