import { z } from 'zod';
import { type ErrorCode, type ParamsArgument } from '../errors/catalogue.js';

/** `null` for an optional field means absent. */
export const optional = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value): z.output<T> | undefined => value ?? undefined);

/** `null` or absent takes the default. */
export const withDefault = <T extends z.ZodType>(schema: T, fallback: z.output<T>) =>
  schema.nullish().transform((value): z.output<T> => value ?? fallback);

/** Clients send `8080` where the contract says `"8080"`; an integer is read as its decimal text. */
export const numericString = z.union([z.string(), z.int().transform(String)]);

export const queryBoolean = z
  .string()
  .regex(/^(true|false|1|0)$/i)
  .transform((word) => word === '1' || word.toLowerCase() === 'true');

/** Breaks a rule that has its own error. The error counts only when all types are right. */
export const breaks =
  <Code extends ErrorCode>(code: Code, ...[params]: ParamsArgument<Code>) =>
  (context: z.RefinementCtx): never => {
    const params_ = { errorCode: code, errorParams: params };
    context.addIssue({ code: 'custom', message: code, params: params_ });
    return z.NEVER;
  };
