import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type EmbeddedServer, startPostgres, startRedis } from '@starling/embedded';
import { type AppProcess, startAppProcess } from '@starling/testing';
import { PRISMA_SCRIPT } from '../../harness/prisma-script.js';

export const VICTIMS = ['delivery-worker', 'session-worker', 'redis', 'api-gateway'] as const;
export type Victim = (typeof VICTIMS)[number];
type App = Exclude<Victim, 'redis'>;

/** One process of each kind, with its own Postgres and Redis. Every process except Postgres may be killed. */
export class KillableProduct {
  readonly adminToken = randomBytes(16).toString('hex');
  private readonly apps = new Map<App, AppProcess>();

  private constructor(
    private readonly folder: string,
    private readonly postgres: EmbeddedServer,
    private redis: EmbeddedServer,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  static async start(whatsAppUrl: string): Promise<KillableProduct> {
    const folder = await mkdtemp(join(tmpdir(), 'starling-chaos-'));
    const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), fsync: false });
    await promisify(execFile)(process.execPath, [PRISMA_SCRIPT, 'migrate', 'deploy'], {
      env: { DATABASE_URL: postgres.url, PATH: `${dirname(process.execPath)}:/usr/bin:/bin` },
    });
    const redis = await startRedis({ dataDir: join(folder, 'redis') });
    const product = new KillableProduct(folder, postgres, redis, {
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      LOG_LEVEL: 'warn',
      ENCRYPTION_KEY: randomBytes(32).toString('hex'),
      WHATSAPP_WS_URL: whatsAppUrl,
      ALLOW_PRIVATE_URLS: 'true',
    });
    for (const role of VICTIMS) if (role !== 'redis') await product.startApp(role);
    return product;
  }

  /** Changes whenever the gateway is started again. */
  get baseUrl(): string {
    return (this.apps.get('api-gateway') as AppProcess).baseUrl;
  }

  get redisUrl(): string {
    return this.redis.url;
  }

  /** The kernel keeps the data that Redis wrote, so a killed Redis loses nothing that it has confirmed. */
  async kill(victim: Victim): Promise<void> {
    const { pid } = victim === 'redis' ? this.redis : (this.apps.get(victim) as AppProcess);
    process.kill(pid, 'SIGKILL');
    await (victim === 'redis' ? this.redis.ended : this.apps.get(victim)?.stop());
  }

  async startAgain(victim: Victim): Promise<void> {
    if (victim !== 'redis') return this.startApp(victim);
    this.redis = await startRedis({ dataDir: join(this.folder, 'redis'), port: this.redis.port });
  }

  async stop(): Promise<void> {
    for (const app of this.apps.values()) await app.stop();
    await this.redis.stop();
    await this.postgres.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async startApp(role: App): Promise<void> {
    const settings = { ...this.settings, ADMIN_TOKEN: this.adminToken };
    this.apps.set(role, await startAppProcess(role, settings));
  }
}
