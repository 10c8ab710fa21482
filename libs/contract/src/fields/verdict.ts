import { type z } from 'zod';
import { type FixedErrorCode } from '../errors/catalogue.js';
import { breaks } from './leniency.js';

/** The result of a rule for a value of the right type: the value to keep, or the error. */
export type Verdict<T> = { readonly kept: T } | { readonly broken: FixedErrorCode };

export const kept = <T>(value: T): Verdict<T> => ({ kept: value });
export const broken = (code: FixedErrorCode): Verdict<never> => ({ broken: code });

export const isBroken = <T>(verdict: Verdict<T>): verdict is { readonly broken: FixedErrorCode } =>
  'broken' in verdict;

/** The last step of a schema. It runs only when all types of the body are right. */
export const judgedBy =
  <In, Out>(judge: (value: In) => Verdict<Out>) =>
  (value: In, context: z.RefinementCtx): Out => {
    const verdict = judge(value);
    return isBroken(verdict) ? breaks(verdict.broken)(context) : verdict.kept;
  };
