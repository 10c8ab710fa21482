import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { startThrowawayServices } from '@starling/embedded';
import { type AppProcess, startAppProcess, startScriptProcess } from '@starling/testing';
import { PRISMA_SCRIPT } from '../harness/prisma-script.js';
import { checkedClientOf, createAccount } from '../harness/checked-client.js';
import { type BenchReport } from '../harness/report.js';
import { loadAlternately, type Sample, type Target } from './load.js';

const BARE = fileURLToPath(new URL('./bare-fastify.js', import.meta.url));
const MANY_INSTANCES = 1_000;
/** Requests are counted against the rate limit, as in production, but never reach it. */
const RATE_LIMIT = 1_000_000;

/**
 * Gateway routes beside a bare Fastify route. Rounds alternate, so that other load on the machine affects all alike.
 */
export async function benchHttp(): Promise<BenchReport> {
  const services = await startThrowawayServices(PRISMA_SCRIPT);
  const running: AppProcess[] = [];
  try {
    const adminToken = randomBytes(16).toString('hex');
    running.push(await startScriptProcess(BARE, 'bare-fastify', {}));
    running.push(
      await startAppProcess('api-gateway', {
        DATABASE_URL: services.databaseUrl,
        REDIS_URL: services.redisUrl,
        ENCRYPTION_KEY: randomBytes(32).toString('hex'),
        ADMIN_TOKEN: adminToken,
        LOG_LEVEL: 'warn',
      }),
    );
    const [bare, gateway] = running as [AppProcess, AppProcess];
    const targets = await gatewayTargets(gateway.baseUrl, adminToken);
    const samples = await loadAlternately([
      { name: 'bare', url: `${bare.baseUrl}/bare` },
      ...targets,
    ]);
    return toReport(samples);
  } finally {
    for (const app of running.reverse()) await app.stop();
    await services.stop();
  }
}

async function gatewayTargets(baseUrl: string, adminToken: string): Promise<Target[]> {
  const one = await accountWith(baseUrl, adminToken, 'one', 1);
  const many = await accountWith(baseUrl, adminToken, 'many', MANY_INSTANCES);
  const as = (token: string, path: string) => ({ url: `${baseUrl}${path}`, headers: { token } });
  return [
    { name: 'getWebsocket', ...as(one, '/api/events/getWebsocket/instance-0') },
    { name: 'getSettings', ...as(one, '/api/instance/getSettings/instance-0') },
    { name: 'listNone', ...as(one, '/api/instance/list?instanceName=,') },
    { name: 'list1', ...as(one, '/api/instance/list') },
    { name: 'list1000', ...as(many, '/api/instance/list') },
  ];
}

async function accountWith(
  baseUrl: string,
  adminToken: string,
  name: string,
  instances: number,
): Promise<string> {
  const account = { name, rateLimitPerMinute: RATE_LIMIT };
  const token = await createAccount(baseUrl, adminToken, account);
  const client = checkedClientOf(baseUrl, token);
  for (let index = 0; index < instances; index += 1) {
    await client.post('/api/instance/new', { name: `instance-${index}`, websocketEnabled: true });
  }
  return token;
}

function toReport(samples: ReadonlyMap<string, Sample>): BenchReport {
  const bare = samples.get('bare') as Sample;
  const routes = [...samples].filter(([name]) => name !== 'bare');
  const flat = (entries: [string, Sample][]) =>
    Object.fromEntries(
      entries.flatMap(([name, { perSecond, p50Ms, p99Ms }]) => [
        [`${name}.perSecond`, perSecond],
        [`${name}.p50Ms`, p50Ms],
        [`${name}.p99Ms`, p99Ms],
      ]),
    );
  return {
    name: 'http',
    figures: flat(routes),
    floor: flat([['bare', bare]]),
    ratios: Object.fromEntries(
      routes.map(([name, { perSecond }]) => [`${name}.perSecond`, perSecond / bare.perSecond]),
    ),
    notes: [
      'floor: a bare Fastify route that answers a fixed object',
      'every gateway request is authenticated and counted in Redis; listNone asks no database',
    ],
  };
}
