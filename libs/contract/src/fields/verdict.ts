import { type z } from 'zod';
import { type FixedErrorCode } from '../errors/catalogue.js';
import { breaks } from './leniency.js';

/** What a rule makes of a value of right type: the thing to keep, or the error it earns. */
export type Verdict<T> = { readonly kept: T } | { readonly broken: FixedErrorCode };

export const kept = <T>(value: T): Verdict<T> => ({ kept: value });
export const broken = (code: FixedErrorCode): Verdict<never> => ({ broken: code });

export const isBroken = <T>(verdict: Verdict<T>): verdict is { readonly broken: FixedErrorCode } =>
  'broken' in verdict;

/** A schema's last step. It is reached only by a body whose types are all right. */
export const judgedBy =
  <In, Out>(judge: (value: In) => Verdict<Out>) =>
  (value: In, context: z.RefinementCtx): Out => {
    const verdict = judge(value);
    return isBroken(verdict) ? breaks(verdict.broken)(context) : verdict.kept;
  };
