import { z } from 'zod';

/** Every error has exactly this form, without a code and without a type. */
export const errorEnvelope = z.strictObject({
  success: z.literal(false),
  error: z.strictObject({ message: z.string() }),
});
export type ErrorEnvelope = z.infer<typeof errorEnvelope>;

export const toErrorEnvelope = (message: string): ErrorEnvelope => ({
  success: false,
  error: { message },
});
