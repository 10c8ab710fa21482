import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EmbeddedServer, startRedis } from '@starling/embedded';
import {
  newTenant,
  type Product,
  requestJson,
  startProduct,
  type Tenant,
  testServices,
  until,
} from '@starling/testing';

/* A Redis of the test's own goes away under a gateway that answers, and comes back on the same data and port. */
let folder: string;
let redis: EmbeddedServer;
let product: Product;
let tenant: Tenant;

const list = () =>
  requestJson(product.baseUrl, 'GET', '/api/instance/list', { token: tenant.token });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-outage-'));
  redis = await startRedis({ dataDir: folder });
  product = await startProduct({ ...testServices(), redisUrl: redis.url });
  tenant = await newTenant(product, { rateLimitPerMinute: 50 });
});

afterAll(async () => {
  await product.stop();
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('While Redis is away', () => {
  it('requests are answered and still limited, health says what is missing, and all comes back by itself', async () => {
    expect((await list()).status).toBe(200);
    const { port } = redis;
    await redis.stop();
    const statuses: number[] = [];
    for (let request = 0; request < 60; request += 1) statuses.push((await list()).status);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect(statuses.filter((status) => status === 200)).toHaveLength(50);
    const health = await requestJson(product.baseUrl, 'GET', '/health');
    expect([health.status, health.body]).toEqual([
      503,
      expect.objectContaining({
        status: 'degraded',
        checks: { db: 'ok', redis: expect.stringMatching(/^fail: /) },
      }),
    ]);
    redis = await startRedis({ dataDir: folder, port });
    await until(async () => (await requestJson(product.baseUrl, 'GET', '/health')).status === 200);
    await until(async () => (await list()).status === 200);
  });
});
