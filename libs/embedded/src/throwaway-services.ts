import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type EmbeddedServer } from './server/start-server.js';
import { startPostgres } from './postgres/start-postgres.js';
import { startRedis } from './redis/start-redis.js';

export interface ThrowawayServices {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  stop(): Promise<void>;
}

/**
 * Starts a migrated Postgres and a Redis for one run of tests or benchmarks; `stop` removes their folder. Durability
 * against power loss is off, because no data is kept after the run.
 */
export async function startThrowawayServices(prismaScript: string): Promise<ThrowawayServices> {
  const folder = await mkdtemp(join(tmpdir(), 'starling-'));
  const running: EmbeddedServer[] = [];
  const stop = async () => {
    for (const server of running.reverse()) await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), fsync: false });
    running.push(postgres);
    const redis = await startRedis({ dataDir: join(folder, 'redis') });
    running.push(redis);
    await migrate(prismaScript, postgres.url);
    return { databaseUrl: postgres.url, redisUrl: redis.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function migrate(prismaScript: string, databaseUrl: string): Promise<void> {
  const PATH = `${dirname(process.execPath)}:/usr/bin:/bin`;
  await promisify(execFile)(process.execPath, [prismaScript, 'migrate', 'deploy'], {
    env: { DATABASE_URL: databaseUrl, PATH },
  });
}
