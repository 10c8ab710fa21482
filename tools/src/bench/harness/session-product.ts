import { randomBytes } from 'node:crypto';
import { startThrowawayServices } from '@starling/embedded';
import { type AppProcess, startAppProcess, until } from '@starling/testing';
import { type Sandbox } from '@starling/whatsapp-sandbox';
import { inLanes } from '@starling/whatsapp-sandbox/bench';
import { PRISMA_SCRIPT } from './prisma-script.js';
import { readMetric } from './read-metric.js';
import { checkedClientOf, createAccount } from './checked-client.js';
import { linkPhone } from './link-phone.js';

const RATE_LIMIT = 1_000_000;
const LIMIT_MS = 300_000;

type Services = Awaited<ReturnType<typeof startThrowawayServices>>;

/** The production processes gateway and session-worker, one of each, on services of their own. */
export class SessionProduct {
  worker!: AppProcess;
  private paired = 0;

  private constructor(
    private readonly services: Services,
    private readonly settings: Readonly<Record<string, string>>,
    readonly gateway: AppProcess,
    readonly token: string,
  ) {}

  static async start(
    sandbox: Sandbox,
    more: Readonly<Record<string, string>> = {},
  ): Promise<SessionProduct> {
    const services = await startThrowawayServices(PRISMA_SCRIPT);
    const adminToken = randomBytes(16).toString('hex');
    const settings = {
      DATABASE_URL: services.databaseUrl,
      REDIS_URL: services.redisUrl,
      LOG_LEVEL: 'warn',
      ENCRYPTION_KEY: randomBytes(32).toString('hex'),
      WHATSAPP_WS_URL: sandbox.url,
      ...more,
    };
    const gateway = await startAppProcess('api-gateway', { ...settings, ADMIN_TOKEN: adminToken });
    const account = { name: 'bench', rateLimitPerMinute: RATE_LIMIT };
    const token = await createAccount(gateway.baseUrl, adminToken, account);
    const product = new SessionProduct(services, settings, gateway, token);
    await product.startWorker();
    return product;
  }

  async startWorker(): Promise<void> {
    this.worker = await startAppProcess('session-worker', {
      ...this.settings,
      MAX_SESSIONS: '5000',
    });
  }

  async open(total: number, sandbox: Sandbox): Promise<void> {
    const client = checkedClientOf(this.gateway.baseUrl, this.token);
    const first = this.paired;
    await inLanes(total - first, async (index) => {
      const name = `s${first + index}`;
      await client.post('/api/instance/new', { name });
      await linkPhone(client, sandbox, name);
    });
    this.paired = total;
    await this.openCount(total);
  }

  /** Waits until the worker has `total` open sessions. */
  async openCount(total: number): Promise<void> {
    const isOpen = async () =>
      (await readMetric(this.worker, 'starling_sessions', 'phase="open"')) === total;
    await until(isOpen, { limitMs: LIMIT_MS });
  }

  received(): Promise<number> {
    return readMetric(this.worker, 'starling_events_total', 'event="message.exchange"');
  }

  async stop(): Promise<void> {
    await this.worker.stop();
    await this.gateway.stop();
    await this.services.stop();
  }
}
