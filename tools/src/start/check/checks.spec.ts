import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedServer, startPostgres, startRedis } from '@starling/embedded';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureDatabaseReachable } from './database-check.js';
import { ensureListenable } from './port-check.js';
import { ensureRedisReachable } from './redis-check.js';

const directory = mkdtempSync(join(tmpdir(), 'starling-checks-'));
let postgres: EmbeddedServer;
let redis: EmbeddedServer;

beforeAll(async () => {
  postgres = await startPostgres({ dataDir: join(directory, 'postgres'), fsync: false });
  redis = await startRedis({ dataDir: join(directory, 'redis') });
});
afterAll(async () => {
  await redis.stop();
  await postgres.stop();
  rmSync(directory, { recursive: true });
});

describe('External services', () => {
  it('pass when they answer', async () => {
    await ensureDatabaseReachable(postgres.url);
    await ensureRedisReachable(redis.url);
  });

  it('fail in one sentence when no server listens', async () => {
    await expect(ensureDatabaseReachable('postgresql://u:secret@127.0.0.1:1/x')).rejects.toThrow(
      /^The Postgres of DATABASE_URL \(127\.0\.0\.1:1\) cannot be used: connect ECONNREFUSED/,
    );
    await expect(ensureRedisReachable('redis://127.0.0.1:1')).rejects.toThrow(
      /^The Redis of REDIS_URL \(127\.0\.0\.1:1\) cannot be used: connect ECONNREFUSED/,
    );
  });

  it('fail without the password in the message when the password is wrong', async () => {
    const wrong = (url: string) => url.replace(/:[^:@/]+@/, ':s3cret@');

    const failures = [
      await ensureDatabaseReachable(wrong(postgres.url)).catch((error: Error) => error.message),
      await ensureRedisReachable(wrong(redis.url)).catch((error: Error) => error.message),
    ];

    expect(failures).toEqual([
      expect.stringContaining('password authentication failed'),
      expect.stringContaining('WRONGPASS'),
    ]);
    expect(failures.join()).not.toContain('s3cret');
  });
});

describe('The port of the deployment', () => {
  it('is refused in one sentence when another program has it', async () => {
    const intruder = createServer();
    await new Promise<void>((resolve) => intruder.listen(0, '0.0.0.0', resolve));
    const { port } = intruder.address() as { port: number };

    await expect(ensureListenable('0.0.0.0', port)).rejects.toThrow(
      `Port ${port} is in use by another program: stop it, or set PORT.`,
    );

    await new Promise((resolve) => intruder.close(resolve));
    await ensureListenable('0.0.0.0', port);
  });
});
