import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEFAULT_SETTINGS, readSettings } from '@starling/contract';
import { type AccountCaller, type OpenStorage, openStorage } from '@starling/storage';
import { mintTenantScope } from '@starling/storage/tenant-scopes';
import { testServices } from '@starling/testing';
import { type FastifyRequest } from 'fastify';
import { InstanceCache } from './instance-cache.js';

/* Real Postgres; two caches stand for two gateways. That the one tells the other is asserted where processes are. */

/** That of every test that shares the run's database: deploy keys belong to a database. */
const ENCRYPTION_KEY = Buffer.alloc(32, 0xa5);

let storage: OpenStorage;

beforeAll(async () => {
  const { databaseUrl } = testServices();
  storage = await openStorage({
    databaseUrl,
    poolSize: 2,
    encryptionKey: ENCRYPTION_KEY,
    oldEncryptionKeys: [],
  });
});
afterAll(() => storage.close());

async function given() {
  const { accounts, instances } = storage.repositories;
  const account = await accounts.create({ name: `acme ${randomUUID()}`, token: randomUUID() });
  const tenant = mintTenantScope(account.id);
  const caller: AccountCaller = {
    kind: 'account',
    accountId: account.id,
    rateKey: 'token:x',
    requestsPerMinute: null,
    allowedOrigins: [],
  };
  const create = () =>
    instances.create(tenant, { name: 'sales', token: randomUUID(), settings: DEFAULT_SETTINGS });
  const request = { params: { instance: 'sales' } } as unknown as FastifyRequest;
  const resolve = (cache: InstanceCache) => cache.resolve(readSettings, request, caller, tenant);
  return { accountId: account.id, tenant, create, resolve };
}

const notFound = { code: 'InstanceNotFound' };

describe('The instance in a path', () => {
  const gateways = () => {
    const { instances } = storage.repositories;
    return [new InstanceCache(instances), new InstanceCache(instances)] as const;
  };

  it('is found under its name as soon as it is there', async () => {
    const { create, resolve } = await given();
    const [cache] = gateways();
    await expect(resolve(cache)).rejects.toMatchObject(notFound);
    const { id } = await create();
    expect(await resolve(cache)).toEqual([{ id, name: 'sales' }]);
  });

  it('is not found any more on any gateway that was told, and its successor is', async () => {
    const { accountId, tenant, create, resolve } = await given();
    const { id } = await create();
    const both = gateways();
    for (const cache of both) expect(await resolve(cache)).toMatchObject([{ id }]);
    await storage.repositories.instances.delete(tenant, id);
    for (const cache of both) {
      cache.forgetAccount(accountId);
      await expect(resolve(cache)).rejects.toMatchObject(notFound);
    }
    const successor = await create();
    for (const cache of both) {
      expect(await resolve(cache)).toMatchObject([{ id: successor.id }]);
    }
  });

  it('cannot be read through a gateway that was not yet told that it is gone', async () => {
    const { tenant, create, resolve } = await given();
    const { id } = await create();
    const [cache] = gateways();
    await resolve(cache);
    await storage.repositories.instances.delete(tenant, id);
    const [remembered] = await resolve(cache);
    const read = storage.repositories.instanceSettings.get(tenant, remembered?.id ?? id);
    await expect(read).rejects.toMatchObject(notFound);
  });

  it('is another one for another account that uses the same name', async () => {
    const [mine, theirs] = [await given(), await given()];
    const [own, other] = [await mine.create(), await theirs.create()];
    const [cache] = gateways();
    expect(await mine.resolve(cache)).toMatchObject([{ id: own.id }]);
    expect(await theirs.resolve(cache)).toMatchObject([{ id: other.id }]);
  });
});
