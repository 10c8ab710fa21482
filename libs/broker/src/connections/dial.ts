import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { type RedisTarget } from './redis-url.js';

export type RedisClient = Redis | Cluster;

/**
 * `fail-fast`: a call fails at once while Redis is away. `reader`: the same, for one blocked call at a time, and a
 * connection that stays silent is given up. `patient`: calls wait until Redis is back. `prompt`: fails fast and gives
 * a slow Redis up, for questions that have another answer; all calls of one tick are written together.
 */
export type DialMode = 'fail-fast' | 'reader' | 'patient' | 'prompt';

/** A connection that is already dead never says goodbye. */
const DISCONNECT_LIMIT_MS = 500;
const MAX_DELAY_MS = 2_000;
/** A blocked read is answered at least every five seconds; three times that is a dead connection. */
const SILENCE_LIMIT_MS = 15_000;
const PROMPT_LIMIT_MS = 200;

export function dial(target: RedisTarget, name: string, mode: DialMode): RedisClient {
  const options: RedisOptions = {
    ...target.access,
    connectionName: `starling-${name.replace(/[^\w:.-]/g, '_')}`,
    maxRetriesPerRequest: mode === 'patient' ? null : 0,
    disconnectTimeout: DISCONNECT_LIMIT_MS,
    autoResendUnfulfilledCommands: mode === 'patient',
    ...(mode === 'reader' ? { socketTimeout: SILENCE_LIMIT_MS } : {}),
    ...(mode === 'prompt' ? { commandTimeout: PROMPT_LIMIT_MS, enableAutoPipelining: true } : {}),
  };
  const enableOfflineQueue = mode === 'patient';
  const [node] = target.nodes;
  if (target.kind === 'standalone') {
    return new Redis({ ...options, ...node, enableOfflineQueue, retryStrategy: reconnectDelayMs });
  }
  return new Cluster([...target.nodes], {
    redisOptions: options,
    enableOfflineQueue,
    clusterRetryStrategy: reconnectDelayMs,
    // A repeated XADD would be a second entry: only the caller may repeat.
    ...(mode === 'patient' ? {} : { retryDelayOnFailover: 0, retryDelayOnClusterDown: 0 }),
  });
}

/** Doubling from 50 ms to 2 s, with up to a fifth at random so that processes do not return in one wave. */
function reconnectDelayMs(attempt: number): number {
  const delayMs = Math.min(50 * 2 ** Math.min(attempt, 10), MAX_DELAY_MS);
  return Math.round(delayMs * (1 + Math.random() * 0.2));
}
