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

/** The bucket of a token for everything; who has no valid token shares that of the IP. The same in every process. */
export function globalBucketOf(caller: Counted | undefined, ip: string): Bucket {
  if (!caller) return { key: `ip:${ip}`, limit: REQUESTS_PER_WINDOW };
  return { key: caller.rateKey, limit: caller.requestsPerMinute ?? REQUESTS_PER_WINDOW };
}
