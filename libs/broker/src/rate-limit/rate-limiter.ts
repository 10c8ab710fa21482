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

/** What asks about one key in one turn of the event loop. */
interface Turn {
  requests: number;
  readonly counted: Promise<RateLimiterRes>;
}

/**
 * Fixed windows, opened by the first request of a key and shared by all gateways. All that is asked in one turn is
 * written together, with one call a key: who floods costs Redis no more than others. While Redis is away each process
 * counts in its own memory: a limit, if a looser one.
 */
export class RateLimiter {
  private readonly limiter: RateLimiterRedis;
  private readonly turns = new Map<string, Turn>();

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
    const turn = this.turnOf(key);
    turn.requests += 1;
    const place = turn.requests;
    const { consumedPoints, msBeforeNext } = await turn.counted;
    const consumed = consumedPoints - turn.requests + place;
    const waitMs = Math.max(0, msBeforeNext);
    return {
      limit,
      remaining: Math.max(0, limit - consumed),
      resetAtSeconds: Math.ceil((Date.now() + waitMs) / 1000),
      retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
      exceeded: consumed > limit,
    };
  }

  private turnOf(key: string): Turn {
    const open = this.turns.get(key);
    if (open) return open;
    const turn: Turn = {
      requests: 0,
      counted: new Promise((counted) =>
        setImmediate(() => {
          this.turns.delete(key);
          counted(this.consume(key, turn.requests));
        }),
      ),
    };
    this.turns.set(key, turn);
    return turn;
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
