import { Logger } from '@nestjs/common';
import { type ProcessDescription, type ProcessRole } from '@starling/contract';
import { type ProcessIdentity } from '@starling/platform';
import { asBrokerError } from '../connections/broker-error.js';
import { type RedisConnections } from '../connections/redis-connections.js';
import { memberKeys } from '../connections/keys.js';

const HEARTBEAT_EVERY_MS = 3_000;
const HEARTBEAT_VALID_MS = 10_000;

/** Also deletes processes that were silent for long, so that the keys stay as small as the deployment. */
const BEAT = `
local now = redis.call('TIME')
local ms = now[1] * 1000 + math.floor(now[2] / 1000)
redis.call('ZADD', KEYS[1], ms, ARGV[1])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
local dead = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. (ms - ARGV[3]))
for _, id in ipairs(dead) do
  redis.call('ZREM', KEYS[1], id)
  redis.call('HDEL', KEYS[2], id)
end`;

const LIVING = `
local now = redis.call('TIME')
local ms = now[1] * 1000 + math.floor(now[2] / 1000)
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], ms - ARGV[1], '+inf')
local found = {}
for _, id in ipairs(ids) do
  local description = redis.call('HGET', KEYS[2], id)
  if description then found[#found + 1] = description end
end
return found`;

const LEAVE = `
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])`;

const KEYS = [2, memberKeys.heartbeats, memberKeys.descriptions] as const;

/**
 * Who lives. A heartbeat every three seconds holds for ten, by Redis's clock alone. A process that was paused, or a
 * Redis that lost its data, is mended by the next beat. It decides nothing about ownership of sessions.
 */
export class Membership {
  private readonly logger = new Logger(Membership.name);
  private readonly description: string;
  private beats: NodeJS.Timeout | undefined;

  constructor(
    private readonly connections: RedisConnections,
    readonly identity: ProcessIdentity,
  ) {
    const { role, id, pid, host, since } = identity;
    const description: ProcessDescription = { role, id, pid, host, since: since.toISOString() };
    this.description = JSON.stringify(description);
  }

  async join(): Promise<void> {
    await this.beat();
    this.beats ??= setInterval(
      () =>
        void this.beat().catch((error: unknown) =>
          this.logger.warn(`No heartbeat: ${String(error)}`),
        ),
      HEARTBEAT_EVERY_MS,
    );
  }

  /** At once, instead of ten seconds later. */
  async leave(): Promise<void> {
    clearInterval(this.beats);
    this.beats = undefined;
    await this.run(LEAVE, this.identity.id);
  }

  /** In the order of their ids, the same for every caller. */
  async members(role?: ProcessRole): Promise<ProcessDescription[]> {
    const found = (await this.run(LIVING, HEARTBEAT_VALID_MS)) as string[];
    return found
      .map((text) => JSON.parse(text) as ProcessDescription)
      .filter((member) => role === undefined || member.role === role)
      .sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  private async beat(): Promise<void> {
    await this.run(BEAT, this.identity.id, this.description, HEARTBEAT_VALID_MS);
  }

  private async run(script: string, ...args: (string | number)[]): Promise<unknown> {
    try {
      return await this.connections.commands.eval(script, ...KEYS, ...args);
    } catch (error) {
      throw asBrokerError(error);
    }
  }
}
