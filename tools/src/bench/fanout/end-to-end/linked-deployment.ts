import { randomBytes } from 'node:crypto';
import { type AppProcess, startAppProcess, until } from '@starling/testing';
import { type Sandbox } from '@starling/whatsapp-sandbox';
import { inLanes } from '@starling/whatsapp-sandbox/bench';
import { checkedClientOf, createAccount } from '../../harness/checked-client.js';
import { linkPhone } from '../../harness/link-phone.js';
import { type Deployment, environmentOf } from '../../harness/deployment.js';
import { readMetric } from '../../harness/read-metric.js';

const RATE_LIMIT = 10_000_000;
/** Events are kept, so the ids of frames contain the time at which Redis stored the event. */
const KEEP_S = 600;
const LINKING_LIMIT_MS = 120_000;

/** The production processes gateway, session-worker and node, with sessions that are linked to phones. */
export class LinkedDeployment {
  private constructor(
    private readonly apps: readonly AppProcess[],
    readonly node: AppProcess,
    private readonly worker: AppProcess,
    private readonly token: string,
  ) {}

  static async start(deployment: Deployment, sandbox: Sandbox): Promise<LinkedDeployment> {
    const adminToken = randomBytes(16).toString('hex');
    const env = { ...environmentOf(deployment), LOG_LEVEL: 'warn' };
    const gateway = await startAppProcess('api-gateway', { ...env, ADMIN_TOKEN: adminToken });
    const worker = await startAppProcess('session-worker', {
      ...env,
      WHATSAPP_WS_URL: sandbox.url,
      MAX_SESSIONS: '5000',
    });
    const node = await startAppProcess('ws-fanout', env);
    const token = await createAccount(gateway.baseUrl, adminToken, {
      name: `linked ${adminToken}`,
      rateLimitPerMinute: RATE_LIMIT,
      eventRetentionSeconds: KEEP_S,
    });
    return new LinkedDeployment([gateway, worker, node], node, worker, token);
  }

  /** Resolves with the names of the instances once all their sessions are open. */
  async link(count: number, sandbox: Sandbox): Promise<readonly string[]> {
    const [gateway] = this.apps as [AppProcess];
    const client = checkedClientOf(gateway.baseUrl, this.token);
    const names = Array.from({ length: count }, (_, index) => `linked-${index}`);
    await inLanes(count, async (index) => {
      const name = names[index] as string;
      const websocketEvents = ['message.exchange'];
      await client.post('/api/instance/new', { name, websocketEnabled: true, websocketEvents });
      await linkPhone(client, sandbox, name);
    });
    const areOpen = async () =>
      (await readMetric(this.worker, 'starling_sessions', 'phase="open"')) === count;
    await until(areOpen, { limitMs: LINKING_LIMIT_MS });
    return names;
  }

  addressOf(name: string, query = ''): string {
    return `${this.node.baseUrl.replace('http', 'ws')}/ws/${name}?token=${this.token}${query}`;
  }

  async stop(): Promise<void> {
    for (const app of [...this.apps].reverse()) await app.stop();
  }
}
