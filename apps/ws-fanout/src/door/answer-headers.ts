import { type Judgement } from './admission.js';

const EXPOSED =
  'X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After, Mcp-Session-Id';

/** Headers of every answer, the 101 included: the state of the rate limit, and which page may read the answer. */
export function answerHeaders({
  rate,
  origin,
}: Pick<Judgement, 'rate' | 'origin'>): Readonly<Record<string, string>> {
  return {
    ...(rate && {
      'X-RateLimit-Limit': String(rate.limit),
      'X-RateLimit-Remaining': String(rate.remaining),
      'X-RateLimit-Reset': String(rate.resetAtSeconds),
    }),
    ...(rate?.exceeded && { 'Retry-After': String(rate.retryAfterSeconds) }),
    ...(origin && { Vary: 'Origin' }),
    ...(origin?.isAllowed && {
      'Access-Control-Allow-Origin': origin.name,
      'Access-Control-Expose-Headers': EXPOSED,
    }),
  };
}
