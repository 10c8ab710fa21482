import { REQUESTS_PER_WINDOW } from '@starling/contract';

export interface Bucket {
  readonly key: string;
  readonly limit: number;
}

export interface Counted {
  readonly rateKey: string;
  /** Null: the deployment's own limit. */
  readonly requestsPerMinute: number | null;
}

/** One bucket for all requests of a token, the same in every process; without a valid token, one for each IP. */
export function globalBucketOf(caller: Counted | undefined, ip: string): Bucket {
  if (!caller) return { key: `ip:${ip}`, limit: REQUESTS_PER_WINDOW };
  return { key: caller.rateKey, limit: caller.requestsPerMinute ?? REQUESTS_PER_WINDOW };
}
