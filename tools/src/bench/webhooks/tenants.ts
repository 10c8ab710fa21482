import { randomUUID } from 'node:crypto';
import { DEFAULT_SETTINGS, type WebhookConfig } from '@starling/contract';
import { type OpenStorage } from '@starling/storage';
import { type Deployment } from '../harness/deployment.js';
import { createTenant, withStorage } from '../harness/storage.js';
import { type Destination } from './publish/publish.js';

const webhookTo = (url: string): WebhookConfig => ({
  label: 'bench',
  enabled: true,
  url,
  authorization: null,
  byEvents: false,
  events: [],
  mediaBase64: false,
});

/** Creates one account with one instance and one webhook for each URL, in the order of the URLs. */
export const createTenants = (
  deployment: Deployment,
  urls: readonly string[],
): Promise<Destination[]> =>
  withStorage(deployment, async (storage) => {
    const tenants: Destination[] = [];
    for (const url of urls) tenants.push(await createDestination(storage, url));
    return tenants;
  });

async function createDestination(storage: OpenStorage, url: string): Promise<Destination> {
  const { instances, webhooks } = storage.repositories;
  const { scope } = await createTenant(storage, 1);
  const [name, token] = [randomUUID(), randomUUID()];
  const { id } = await instances.create(scope, { name, token, settings: DEFAULT_SETTINGS });
  await webhooks.put(scope, id, webhookTo(url));
  return { accountId: scope.accountId, instanceId: id, url };
}
