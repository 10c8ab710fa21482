import { z } from 'zod';

/** Always exactly this: no code, no type. */
export const errorEnvelope = z.strictObject({
  success: z.literal(false),
  error: z.strictObject({ message: z.string() }),
});
export type ErrorEnvelope = z.infer<typeof errorEnvelope>;

export const toErrorEnvelope = (message: string): ErrorEnvelope => ({
  success: false,
  error: { message },
});
