import { z } from 'zod';

const MAX_PER_SECOND = 1_000;
const MAX_AT_ONCE = 100;

export const pacingShape = z.object({
  messagesPerSecond: z
    .number()
    .positive()
    .max(MAX_PER_SECOND)
    .nullable()
    .describe('Null: no limit'),
  burst: z
    .int()
    .min(1)
    .max(MAX_AT_ONCE)
    .nullish()
    .describe('How many messages may go at once after a pause; absent: 1'),
});

/** How fast an instance may send. */
export interface Pacing {
  readonly messagesPerSecond: number;
  readonly burst: number;
}

/** Null switches pacing off. */
export const toPacing = ({
  messagesPerSecond,
  burst,
}: z.output<typeof pacingShape>): Pacing | null =>
  messagesPerSecond === null ? null : { messagesPerSecond, burst: burst ?? 1 };

/** Both are null while pacing is off. */
export const pacingView = z.strictObject({
  messagesPerSecond: z.number().nullable(),
  burst: z.int().nullable(),
});

export const pacingViewOf = (pacing: Pacing | null): z.input<typeof pacingView> =>
  pacing ?? { messagesPerSecond: null, burst: null };
