import { runInBackground } from '@starling/platform';
import { Logger } from '@nestjs/common';
import { type RedisConnections } from '../connections/redis-connections.js';
import { type Membership } from '../membership/membership.js';
import { type BrokerMetrics } from '../metrics/broker-metrics.js';
import { Acknowledgments } from './acknowledgments.js';
import { fairShare } from './fair-share.js';
import { HeldShard } from './held-shard.js';
import { type ShardHandler } from './shard-entry.js';
import { ShardLease } from './shard-lease.js';
import { ShardLog } from './shard-log.js';
import { SHARDS } from './shard-of.js';

const LOOK_EVERY_MS = 1_000;
/** Longer than an attempt may take, so that attempts under way end. The lease is renewed meanwhile. */
const PASS_LIMIT_MS = 20_000;
/** Passing the shards on, and what follows the passing. */
export const SHARDS_LIMIT_MS = PASS_LIMIT_MS + 2_000;

/**
 * Reads this process's fair share of the shards: all live processes of its role share them evenly.
 *
 * Every event is handed out at least once, in the order of its shard, by one reader at a time. What a dead reader did
 * not acknowledge is handed out first, at the latest ten seconds and a look after its end. A reader that was paused
 * past its lease gets nothing more, but what it had in hand may be acted upon twice.
 */
export class ShardReader {
  private readonly logger = new Logger(ShardReader.name);
  private readonly held = new Map<number, HeldShard>();
  private readonly acknowledgments = Array.from({ length: SHARDS }, () => new Acknowledgments());
  private looks: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly connections: RedisConnections,
    private readonly membership: Membership,
    private readonly metrics: BrokerMetrics,
  ) {}

  get shards(): readonly number[] {
    return [...this.held.keys()].sort((one, other) => one - other);
  }

  start(handler: ShardHandler): void {
    this.looking = this.lookAround(handler);
  }

  /** Resolves when everything in hand was acknowledged, or after twenty seconds, and the shards are free for others. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.looks);
    await this.looking;
    await Promise.all([...this.held.values()].map((shard) => shard.pass(PASS_LIMIT_MS)));
  }

  private async lookAround(handler: ShardHandler): Promise<void> {
    try {
      await this.balance(handler);
    } catch (error) {
      this.logger.warn(`Shards were not balanced: ${String(error)}`);
    }
    if (this.stopping) return;
    this.looks = setTimeout(() => {
      this.looking = this.lookAround(handler);
    }, LOOK_EVERY_MS);
  }

  private async balance(handler: ShardHandler): Promise<void> {
    const { id, role } = this.membership.identity;
    const members = await this.membership.members(role);
    const share = fairShare(
      members.map((member) => member.id),
      id,
      SHARDS,
    );
    for (const shard of this.shards.slice(share)) {
      const held = this.held.get(shard);
      if (held) runInBackground('pass a shard on', held.pass(PASS_LIMIT_MS));
    }
    // Everybody begins elsewhere, so that few ask for the same shard.
    const begin = Math.floor(Math.random() * SHARDS);
    for (let step = 0; step < SHARDS && this.held.size < share && !this.stopping; step += 1) {
      await this.tryToHold((begin + step) % SHARDS, handler);
    }
    this.metrics.shardsHeld(this.held.size);
  }

  private async tryToHold(shard: number, handler: ShardHandler): Promise<void> {
    if (this.held.has(shard)) return;
    const { id } = this.membership.identity;
    const lease = await ShardLease.acquire(this.connections, shard, id);
    if (!lease) return;
    const log = new ShardLog(this.connections, shard, id, lease);
    const held = new HeldShard(
      ...([shard, lease, log, this.acknowledgments[shard] as Acknowledgments] as const),
      { handler, metrics: this.metrics },
    );
    this.held.set(shard, held);
    runInBackground(
      'forget a shard',
      held.ended.then(() => this.held.delete(shard)),
    );
  }
}
