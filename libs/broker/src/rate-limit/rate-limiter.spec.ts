import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Metrics } from '@starling/platform';
import { standaloneRedisUrl } from '../conformance/conformance.config.js';
import { until } from '@starling/testing';
import { RedisConnections } from '../connections/redis-connections.js';
import { BrokerMetrics } from '../metrics/broker-metrics.js';
import { RateLimiter } from './rate-limiter.js';

describe('The rate limiter', () => {
  const closing: (() => void)[] = [];
  afterEach(() => closing.splice(0).forEach((close) => close()));

  async function aProcess(): Promise<RateLimiter> {
    const metrics = new BrokerMetrics(new Metrics('sandbox'));
    const connections = new RedisConnections(standaloneRedisUrl(), metrics);
    closing.push(() => connections.close());
    await connections.ensureReachable();
    const limiter = new RateLimiter(connections);
    // Until its own connection is ready it counts in memory.
    await until(async () => {
      const probe = randomUUID();
      await limiter.count(probe, 1);
      return (await connections.commands.exists(`starling:rate:${probe}`)) === 1;
    });
    return limiter;
  }

  it('counts each request of one tick by itself, in their order', async () => {
    const limiter = await aProcess();
    const key = randomUUID();
    const verdicts = await Promise.all([1, 2, 3, 4].map(() => limiter.count(key, 3)));
    expect(verdicts.map(({ remaining }) => remaining)).toEqual([2, 1, 0, 0]);
    expect(verdicts.map(({ exceeded }) => exceeded)).toEqual([false, false, false, true]);
    expect((await limiter.count(key, 6)).remaining).toBe(1);
  });

  it('lets as many through as the limit says, however many processes count at once', async () => {
    const limiters = [await aProcess(), await aProcess()];
    const key = randomUUID();
    const each = limiters.flatMap((limiter) =>
      Array.from({ length: 30 }, () => limiter.count(key, 40)),
    );
    const verdicts = await Promise.all(each);
    expect(verdicts.filter(({ exceeded }) => !exceeded)).toHaveLength(40);
  });

  it('counts the keys of one tick apart from each other', async () => {
    const limiter = await aProcess();
    const keys = [randomUUID(), randomUUID(), randomUUID()];
    const verdicts = await Promise.all(keys.map((key) => limiter.count(key, 5)));
    expect(verdicts.map(({ remaining }) => remaining)).toEqual([4, 4, 4]);
  });
});
