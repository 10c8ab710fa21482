import { randomUUID } from 'node:crypto';
import { DEFAULT_SETTINGS, type WebhookConfig } from '@starling/contract';
import { type OpenStorage, openStorage, TenantCallers } from '@starling/storage';
import { type Deployment } from '../fanout/deployment.js';
import { type Destination } from './publish/publish.js';

const webhookTo = (url: string): WebhookConfig => ({
  ...{ label: 'bench', enabled: true, url, authorization: null },
  ...{ byEvents: false, events: [], mediaBase64: false },
});

/** One account with one instance and one webhook for each url, in the order of the urls. */
export async function createTenants(
  { databaseUrl, encryptionKey }: Deployment,
  urls: readonly string[],
): Promise<Destination[]> {
  const storage = await openStorage({
    ...{ databaseUrl, poolSize: 2, oldEncryptionKeys: [] },
    encryptionKey: Buffer.from(encryptionKey, 'hex'),
  });
  try {
    const tenants: Destination[] = [];
    for (const url of urls) tenants.push(await createTenant(storage, url));
    return tenants;
  } finally {
    await storage.close();
  }
}

async function createTenant({ repositories }: OpenStorage, url: string): Promise<Destination> {
  const { accounts, instances, webhooks, tokens } = repositories;
  const [token, name] = [randomUUID(), randomUUID()];
  await accounts.create({ name, token, rateLimitPerMinute: 1 });
  const callers = new TenantCallers(tokens);
  const caller = await callers.identify(token);
  const scope = callers.scopeOf(caller as NonNullable<typeof caller>);
  const settings = DEFAULT_SETTINGS;
  const { id } = await instances.create(scope, { name, token: randomUUID(), settings });
  await webhooks.put(scope, id, webhookTo(url));
  return { accountId: scope.accountId, instanceId: id, url };
}
