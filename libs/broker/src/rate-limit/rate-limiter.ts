import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { RATE_WINDOW_SECONDS } from '@starling/contract';
import { type RedisConnections } from '../connections/redis-connections.js';

export interface RateVerdict {
  readonly limit: number;
  /** Never below 0. */
  readonly remaining: number;
  /** Unix seconds at which the window ends. */
  readonly resetAtSeconds: number;
  readonly retryAfterSeconds: number;
  readonly exceeded: boolean;
}

/** Each key has a limit of its own, so the library only counts; what is too much is decided here. */
const NEVER_BLOCKED = Number.MAX_SAFE_INTEGER;

/**
 * Fixed windows, opened by the first request of a key and shared by all gateways. One round trip a request; all of one
 * tick are written together. While Redis is away each process counts in its own memory: a limit, if a looser one.
 */
export class RateLimiter {
  private readonly limiter: RateLimiterRedis;

  constructor(connections: RedisConnections) {
    const window = { points: NEVER_BLOCKED, duration: RATE_WINDOW_SECONDS };
    this.limiter = new RateLimiterRedis({
      ...window,
      keyPrefix: 'starling:rate',
      storeClient: connections.prompt('rate-limit'),
      rejectIfRedisNotReady: true,
      insuranceLimiter: new RateLimiterMemory(window),
    });
  }

  async count(key: string, limit: number): Promise<RateVerdict> {
    const { consumedPoints, msBeforeNext } = await this.consume(key);
    const waitMs = Math.max(0, msBeforeNext);
    return {
      limit,
      remaining: Math.max(0, limit - consumedPoints),
      resetAtSeconds: Math.ceil((Date.now() + waitMs) / 1000),
      retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
      exceeded: consumedPoints > limit,
    };
  }

  private async consume(key: string): Promise<RateLimiterRes> {
    try {
      return await this.limiter.consume(key);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return refusal;
      throw refusal;
    }
  }
}
