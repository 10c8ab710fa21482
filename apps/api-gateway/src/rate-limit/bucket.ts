import {
  CREATES_PER_WINDOW,
  OPERATOR_REQUESTS_PER_WINDOW,
  REQUESTS_PER_WINDOW,
  type RateBucket,
} from '@starling/contract';
import { type Caller } from '../auth/caller.js';

/** An account that may call ten times as often may also create ten times as often. */
const CREATE_SHARE = CREATES_PER_WINDOW / REQUESTS_PER_WINDOW;

export interface Bucket {
  readonly key: string;
  readonly limit: number;
}

/** A token has a bucket for everything and one of its own for creating; who has no valid token shares that of the IP. */
export function bucketOf(caller: Caller | undefined, bucket: RateBucket, ip: string): Bucket {
  if (!caller) return { key: `ip:${ip}`, limit: REQUESTS_PER_WINDOW };
  if (caller.kind === 'operator')
    return { key: caller.rateKey, limit: OPERATOR_REQUESTS_PER_WINDOW };
  const limit = caller.requestsPerMinute ?? REQUESTS_PER_WINDOW;
  if (bucket !== 'create') return { key: caller.rateKey, limit };
  return { key: `${caller.rateKey}:create`, limit: Math.ceil(limit * CREATE_SHARE) };
}
