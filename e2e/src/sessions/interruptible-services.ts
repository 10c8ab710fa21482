import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type EmbeddedServer, startPostgres, startRedis } from '@starling/embedded';
import { type TestServices } from '@starling/testing';

const PRISMA = fileURLToPath(new URL('../../../tools/bin/prisma.mjs', import.meta.url));

type Start = (port?: number) => Promise<EmbeddedServer>;

/** A server that can go away and come back on the same data and port. */
class Interruptible {
  private constructor(
    private readonly startOn: Start,
    private server: EmbeddedServer,
  ) {}

  static async start(startOn: Start): Promise<Interruptible> {
    return new Interruptible(startOn, await startOn());
  }

  get url(): string {
    return this.server.url;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  async startAgain(): Promise<void> {
    this.server = await this.startOn(this.server.port);
  }
}

export interface InterruptibleServices extends TestServices {
  readonly postgres: Interruptible;
  readonly redis: Interruptible;
  /** While Redis is stopped: it comes back without its data. */
  eraseRedis(): Promise<void>;
  stop(): Promise<void>;
}

/** A migrated Postgres and a Redis for one suite alone: nobody else misses them. */
export async function startInterruptibleServices(): Promise<InterruptibleServices> {
  const folder = await mkdtemp(join(tmpdir(), 'starling-outage-'));
  const postgres = await Interruptible.start((port = 0) =>
    startPostgres({ dataDir: join(folder, 'postgres'), fsync: false, port }),
  );
  const redis = await Interruptible.start((port = 0) =>
    startRedis({ dataDir: join(folder, 'redis'), port }),
  );
  await promisify(execFile)(process.execPath, [PRISMA, 'migrate', 'deploy'], {
    env: { DATABASE_URL: postgres.url, PATH: `${dirname(process.execPath)}:/usr/bin:/bin` },
  });
  return {
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    postgres,
    redis,
    eraseRedis: async () => {
      for (const name of ['appendonlydir', 'dump.rdb'])
        await rm(join(folder, 'redis', name), { recursive: true, force: true });
    },
    stop: async () => {
      await redis.stop();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** An outage has a length of its own; nothing has to have happened at its end. */
export const lastFor = (durationMs: number): Promise<void> =>
  new Promise((over) => setTimeout(over, durationMs));
