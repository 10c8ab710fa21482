import { randomUUID } from 'node:crypto';
import { asBrokerError } from '../connections/broker-error.js';
import { type RedisConnections } from '../connections/redis-connections.js';
import { shardKeys } from '../connections/keys.js';

const LEASE_MS = 10_000;
export const RENEW_EVERY_MS = 3_000;

const RENEW = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`;

const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`;

/** The right to read a shard. Every script that reads asks for the token, so a lease that has passed on reads nothing. */
export class ShardLease {
  private validUntilMs = 0;

  private constructor(
    private readonly connections: RedisConnections,
    private readonly key: string,
    readonly token: string,
  ) {}

  static async acquire(
    connections: RedisConnections,
    shard: number,
    holder: string,
  ): Promise<ShardLease | undefined> {
    const lease = new ShardLease(connections, shardKeys(shard).lease, `${holder}:${randomUUID()}`);
    const askedAtMs = performance.now();
    try {
      const taken = await connections.commands.set(lease.key, lease.token, 'PX', LEASE_MS, 'NX');
      if (taken === null) return undefined;
    } catch (error) {
      throw asBrokerError(error);
    }
    lease.validUntilMs = askedAtMs + LEASE_MS;
    return lease;
  }

  /** By our own monotonic clock, counted from before the question: never longer than Redis sees it. */
  get isValid(): boolean {
    return performance.now() < this.validUntilMs;
  }

  /** While Redis is away the lease just runs on towards its end. */
  async renew(): Promise<void> {
    const askedAtMs = performance.now();
    const renewed = await this.connections.commands
      .eval(RENEW, 1, this.key, this.token, LEASE_MS)
      .catch(() => undefined);
    if (renewed === 1) this.validUntilMs = askedAtMs + LEASE_MS;
    if (renewed === 0) this.validUntilMs = 0;
  }

  async release(): Promise<void> {
    this.validUntilMs = 0;
    await this.connections.commands.eval(RELEASE, 1, this.key, this.token).catch(() => undefined);
  }
}
