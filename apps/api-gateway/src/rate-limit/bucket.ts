import {
  CREATES_PER_WINDOW,
  OPERATOR_REQUESTS_PER_WINDOW,
  REQUESTS_PER_WINDOW,
  type RateBucket,
} from '@starling/contract';
import { type Bucket, globalBucketOf } from '@starling/domain';
import { type Caller } from '../auth/caller.js';

/** An account that may call ten times as often may also create ten times as often. */
const CREATE_SHARE = CREATES_PER_WINDOW / REQUESTS_PER_WINDOW;

/**
 * A token has one bucket for creating instances and one for all else. Requests without a valid token share the bucket
 * of their IP address.
 */
export function bucketOf(caller: Caller | undefined, bucket: RateBucket, ip: string): Bucket {
  if (caller?.kind === 'operator')
    return { key: caller.rateKey, limit: OPERATOR_REQUESTS_PER_WINDOW };
  const global = globalBucketOf(caller, ip);
  if (!caller || bucket !== 'create') return global;
  return { key: `${global.key}:create`, limit: Math.ceil(global.limit * CREATE_SHARE) };
}
