import { Logger } from '@nestjs/common';

import { asBrokerError, BrokerError } from './broker-error.js';
import { type BrokerMetrics } from '../metrics/broker-metrics.js';
import { dial, type DialMode, type RedisClient } from './dial.js';
import { parseRedisUrl, type RedisTarget } from './redis-url.js';

const START_LIMIT_MS = 5_000;
const WRITE_CHECK_KEPT_MS = 60_000;

/**
 * All connections of a process to Redis. Each reconnects forever with a capped, jittered backoff.
 *
 * `commands` never queues while Redis is away and never repeats what it had already written: a call fails at once,
 * and a call that was under way fails as `ConnectionLost`, because only the caller knows whether it may be repeated.
 */
export class RedisConnections {
  readonly target: RedisTarget;
  readonly commands: RedisClient;
  private readonly logger = new Logger('Redis');
  private readonly open = new Set<RedisClient>();
  private closing = false;

  constructor(
    redisUrl: string,
    private readonly metrics: BrokerMetrics,
  ) {
    this.target = parseRedisUrl(redisUrl);
    this.commands = this.connect('commands', 'fail-fast');
  }

  get ready(): boolean {
    return this.commands.status === 'ready';
  }

  /** A connection of its own for one blocking reader: a blocked connection can answer nothing else. */
  reader(name: string): RedisClient {
    return this.connect(name, 'reader');
  }

  /** A connection of its own that waits through an outage, for clients that repeat their calls themselves. */
  patient(name: string): RedisClient {
    return this.connect(name, 'patient');
  }

  /** A connection of its own for short questions that have another answer when Redis is slow or away. */
  prompt(name: string): RedisClient {
    return this.connect(name, 'prompt');
  }

  /** Throws one clear sentence when Redis does not answer in time; the start of a process ends with it. */
  async ensureReachable(limitMs = START_LIMIT_MS): Promise<void> {
    const limit = AbortSignal.timeout(limitMs);
    const { host, port } = this.target.nodes[0];
    let reason = 'no answer';
    const remember = (error: Error) => {
      reason = error.message || reason;
    };
    this.commands.on('error', remember);
    try {
      await becomesReady(this.commands, limit);
      await this.ping();
    } catch (error) {
      if (error instanceof Error && error.name !== 'TimeoutError') reason = error.message;
      throw new BrokerError(
        'RedisUnreachable',
        `Redis at ${host}:${port} cannot be reached (${reason}): start it or correct REDIS_URL.`,
        { cause: error },
      );
    } finally {
      this.commands.off('error', remember);
    }
  }

  async ping(): Promise<void> {
    await this.commands.ping();
  }

  /**
   * Throws when Redis does not take a write, for example because its memory is full. It still answers a ping then. On a
   * cluster this asks the one node that holds the key.
   */
  async ensureWritable(key: string): Promise<void> {
    try {
      await this.commands.set(key, '', 'PX', WRITE_CHECK_KEPT_MS);
    } catch (error) {
      throw asBrokerError(error);
    }
  }

  /** Ends one reader before the others. */
  release(client: RedisClient): void {
    this.open.delete(client);
    client.disconnect();
  }

  /** Does not wait for Redis: each writer has awaited its own writes. */
  close(): void {
    this.closing = true;
    for (const client of this.open) client.disconnect();
    this.open.clear();
  }

  private connect(name: string, mode: DialMode): RedisClient {
    const client = dial(this.target, name, mode);
    let wasReady = false;
    client.on('ready', () => {
      if (wasReady) {
        this.metrics.reconnected(name);
        this.logger.log(`${name}: connected to Redis again`);
      }
      wasReady = true;
    });
    client.on('close', () => {
      if (wasReady && !this.closing && this.open.has(client)) {
        this.logger.warn(`${name}: lost the connection to Redis, reconnecting`);
      }
    });
    // Without a listener ioredis prints every failed attempt itself; lost and regained connections are logged above.
    client.on('error', () => undefined);
    this.open.add(client);
    return client;
  }
}

async function becomesReady(client: RedisClient, limit: AbortSignal): Promise<void> {
  if (client.status === 'ready') return;
  await new Promise<void>((resolve, reject) => {
    client.once('ready', () => resolve());
    limit.addEventListener('abort', () => reject(limit.reason as Error), { once: true });
  });
}
