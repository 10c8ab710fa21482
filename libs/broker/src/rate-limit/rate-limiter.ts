import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { RATE_WINDOW_SECONDS } from '@starling/contract';
import { TickBatch } from '@starling/platform';
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

/** Each key has a limit of its own, so the library only counts; `exceeded` is decided here. */
const NEVER_BLOCKED = Number.MAX_SAFE_INTEGER;

/** The place of one request among those of its key in one tick. */
interface Counted {
  readonly consumed: number;
  readonly waitMs: number;
}

/**
 * Fixed windows, opened by the first request of a key and shared by all gateways. The requests of one tick are written
 * together, with one call for each key, so a flood of requests costs Redis no more than a few. While Redis is away each
 * process counts in its own memory, so the limit holds per process.
 */
export class RateLimiter {
  private readonly limiter: RateLimiterRedis;
  private readonly batch = new TickBatch<string, Counted>((keys) => this.countTogether(keys));

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
    const { consumed, waitMs } = await this.batch.add(key);
    return {
      limit,
      remaining: Math.max(0, limit - consumed),
      resetAtSeconds: Math.ceil((Date.now() + waitMs) / 1000),
      retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
      exceeded: consumed > limit,
    };
  }

  /** In the order of the requests, so that each knows which of its key's requests it was. */
  private countTogether(keys: readonly string[]): Promise<Counted>[] {
    const requests = new Map<string, number>();
    const places = keys.map((key) => {
      const place = (requests.get(key) ?? 0) + 1;
      requests.set(key, place);
      return place;
    });
    const counted = new Map([...requests].map(([key, count]) => [key, this.consume(key, count)]));
    return keys.map(async (key, at) => {
      const { consumedPoints, msBeforeNext } = (await counted.get(key)) as RateLimiterRes;
      const later = (requests.get(key) ?? 0) - (places[at] ?? 0);
      return { consumed: consumedPoints - later, waitMs: Math.max(0, msBeforeNext) };
    });
  }

  private async consume(key: string, requests: number): Promise<RateLimiterRes> {
    try {
      return await this.limiter.consume(key, requests);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return refusal;
      throw refusal;
    }
  }
}
