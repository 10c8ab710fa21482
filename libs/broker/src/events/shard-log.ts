import { asBrokerError, BrokerError } from '../connections/broker-error.js';
import { type RedisClient } from '../connections/dial.js';
import { recovered } from '../connections/recovered.js';
import { type RedisConnections } from '../connections/redis-connections.js';
import { type RawEntry } from '../inbox/entry.js';
import { shardKeys, type ShardKeys } from '../connections/keys.js';
import { type ShardBacklog } from '../metrics/broker-metrics.js';
import { type ShardLease } from './shard-lease.js';

const GROUP = 'deliveries';
const WAIT_MS = 2_000;

const HOLDER_ONLY = `if redis.call('GET', KEYS[2]) ~= ARGV[1] then return {0} end\n`;

/** Entries that a consumer got and did not acknowledge, in order; afterwards consumers without entries are deleted. */
const CLAIM = `${HOLDER_ONLY}
local page = redis.call('XAUTOCLAIM', KEYS[1], ARGV[2], ARGV[3], 0, ARGV[4], 'COUNT', ARGV[5])
if page[1] == '0-0' then
  for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[2])) do
    if consumer[2] ~= ARGV[3] and consumer[4] == 0 then
      redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[2], consumer[2])
    end
  end
end
return {1, page[1], page[2]}`;

const READ = `${HOLDER_ONLY}
local answer = redis.call('XREADGROUP', 'GROUP', ARGV[2], ARGV[3], 'COUNT', ARGV[4], 'STREAMS', KEYS[1], '>')
if answer then return {1, '', answer[1][2]} end
local stream = redis.call('XINFO', 'STREAM', KEYS[1])
for at = 1, #stream, 2 do
  if stream[at] == 'last-generated-id' then return {1, stream[at + 1], {}} end
end`;

/*
 * Drops what every group has acknowledged: all before the oldest pending entry, or before the last one delivered
 * when nothing is pending. Nothing else shortens a shard: unread events are kept until Redis itself is full.
 */
const TRIM = `${HOLDER_ONLY}
local function parts(id)
  local ms, seq = string.match(id, '(%d+)-(%d+)')
  return tonumber(ms), tonumber(seq)
end
local lowest
local isPending = false
for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local of = {}
  for at = 1, #group, 2 do of[group[at]] = group[at + 1] end
  local id = of['last-delivered-id']
  local pending = of['pending'] > 0
  if pending then id = redis.call('XPENDING', KEYS[1], of['name'])[2] end
  if lowest then
    local ms, seq = parts(id)
    local lowestMs, lowestSeq = parts(lowest)
    if ms < lowestMs or (ms == lowestMs and seq < lowestSeq) then
      lowest = id
      isPending = pending
    end
  else
    lowest = id
    isPending = pending
  end
end
local from = '-'
if lowest then
  redis.call('XTRIM', KEYS[1], 'MINID', lowest)
  from = isPending and lowest or '(' .. lowest
end
local lagMs = 0
local oldest = redis.call('XRANGE', KEYS[1], from, '+', 'COUNT', 1)[1]
if oldest then
  local now = redis.call('TIME')
  lagMs = math.max(0, now[1] * 1000 + math.floor(now[2] / 1000) - parts(oldest[1]))
end
return {1, redis.call('XLEN', KEYS[1]), lagMs}`;

export class LeaseLost extends Error {}

export interface ShardPage {
  /** Where to go on: the next pending entry, or the id after which nothing had come yet. */
  readonly next: string;
  readonly entries: readonly RawEntry[];
}

/** One shard as the holder of its lease sees it. Every call throws `LeaseLost` when the lease has passed on. */
export class ShardLog {
  private readonly keys: ShardKeys;
  private readonly waker: RedisClient;
  private readonly closing = new AbortController();

  constructor(
    private readonly connections: RedisConnections,
    shard: number,
    private readonly consumer: string,
    private readonly lease: ShardLease,
  ) {
    this.keys = shardKeys(shard);
    this.waker = connections.reader(`shard-${shard}`);
  }

  async ensureGroup(): Promise<void> {
    try {
      await this.connections.commands.xgroup('CREATE', this.keys.stream, GROUP, '0', 'MKSTREAM');
    } catch (error) {
      if (!String(error).includes('BUSYGROUP')) throw asBrokerError(error);
    }
  }

  /** From `0-0`, until `next` is `0-0` again. */
  async claimPending(from: string, count: number): Promise<ShardPage> {
    return pageOf(await this.run(CLAIM, GROUP, this.consumer, from, count));
  }

  async readNew(count: number): Promise<ShardPage> {
    return pageOf(await this.run(READ, GROUP, this.consumer, count));
  }

  /** Resolves when something has come after `id`, or after a while. It takes nothing, so it needs no lease. */
  async waitForNew(id: string): Promise<void> {
    if (this.waker.status !== 'ready') await recovered(this.waker, this.closing.signal);
    if (this.closing.signal.aborted) return;
    try {
      await this.waker.xread('COUNT', 1, 'BLOCK', WAIT_MS, 'STREAMS', this.keys.stream, id);
    } catch (error) {
      throw asBrokerError(error);
    }
  }

  async acknowledge(ids: readonly string[]): Promise<void> {
    try {
      await this.connections.commands.xack(this.keys.stream, GROUP, ...ids);
    } catch (error) {
      throw asBrokerError(error);
    }
  }

  /** What is left afterwards. */
  async trim(): Promise<ShardBacklog> {
    const [, entries, lagMs] = await this.run(TRIM);
    return { entries: Number(entries), lagMs: Number(lagMs) };
  }

  close(): void {
    this.closing.abort();
    this.connections.release(this.waker);
  }

  private async run(script: string, ...args: (string | number)[]): Promise<unknown[]> {
    const { stream, lease } = this.keys;
    let answer: unknown[];
    try {
      answer = (await this.connections.commands.callBuffer(
        ...(['EVAL', script, 2, stream, lease, this.lease.token, ...args] as const),
      )) as unknown[];
    } catch (error) {
      throw asBrokerError(error);
    }
    if (answer[0] === 0) throw new LeaseLost();
    return answer;
  }
}

export const isOutage = (error: unknown): boolean =>
  error instanceof BrokerError && error.code !== 'RedisRefused';

function pageOf([, next, entries]: unknown[]): ShardPage {
  // A claimed entry that no longer exists comes without its content.
  const present = (entries as (RawEntry | null)[]).filter((entry) => entry?.[1]) as RawEntry[];
  return { next: String(next), entries: present };
}
