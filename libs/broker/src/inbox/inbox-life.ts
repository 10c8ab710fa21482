import { asBrokerError } from '../connections/broker-error.js';
import { type RedisConnections } from '../connections/redis-connections.js';
import { type RedisClock } from './redis-clock.js';

/** As a member's heartbeat: who is silent for this long is gone. */
const INBOX_TTL_MS = 10_000;
export const INBOX_SIGN_OF_LIFE_MS = 3_000;

/*
 * Extends the life of the inbox, drops what was read, and tells the time. An inbox that has expired, or that a Redis
 * without its data has lost, is made anew: senders append only to an inbox that exists.
 */
const KEEP_ALIVE = `
local now = redis.call('TIME')
local ms = now[1] * 1000 + math.floor(now[2] / 1000)
if redis.call('PEXPIRE', KEYS[1], ARGV[1]) == 1 then
  redis.call('XTRIM', KEYS[1], 'MINID', ARGV[2])
  return {ms, false}
end
local first = redis.call('XADD', KEYS[1], '*', 'kind', 'opened', 'body', '')
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return {ms, first}`;

export interface SignOfLife {
  /** Set when the inbox had to be made: everything after this id is for us. */
  readonly madeAt: string | undefined;
}

export async function keepInboxAlive(
  connections: RedisConnections,
  key: string,
  cursor: string,
  clock: RedisClock,
): Promise<SignOfLife> {
  const askedAtMs = performance.now();
  try {
    const [ms, madeAt] = (await connections.commands.eval(
      KEEP_ALIVE,
      1,
      key,
      INBOX_TTL_MS,
      cursor,
    )) as [number, string | null];
    clock.learn(Number(ms), askedAtMs, performance.now());
    return { madeAt: madeAt ?? undefined };
  } catch (error) {
    throw asBrokerError(error);
  }
}
