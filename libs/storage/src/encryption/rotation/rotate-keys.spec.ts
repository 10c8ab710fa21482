import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestStorage } from '../../testing/bench.js';
import { anInstance, freshTenant } from '../../testing/fixtures.js';
import { createDatabase, type ThrowawayDatabase } from '../../testing/throwaway-database.js';
import { rotateKeys } from './rotate-keys.js';

describe('Changing the deploy key', () => {
  const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
  let database: ThrowawayDatabase;

  beforeEach(async () => {
    database = await createDatabase();
  });
  afterEach(() => database.drop());

  const rotate = (more: Partial<Parameters<typeof rotateKeys>[0]> = {}) =>
    rotateKeys({
      databaseUrl: database.url,
      encryptionKey: newKey,
      oldEncryptionKeys: [oldKey],
      ...more,
    });

  async function populate(accounts: number) {
    const storage = await openTestStorage(database.url, oldKey);
    const tenants = [];
    for (let made = 0; made < accounts; made += 1) {
      const tenant = await freshTenant(storage);
      await storage.repositories.instances.create(tenant.scope, anInstance('sales'));
      tenants.push(tenant);
    }
    await storage.close();
    return tenants;
  }

  async function expectAllReadable(tenants: Awaited<ReturnType<typeof populate>>) {
    const storage = await openTestStorage(database.url, newKey);
    const { instances, tokens } = storage.repositories;
    for (const { id, token, scope } of tenants) {
      const [instance] = await instances.list(scope);
      expect(await tokens.find(token)).toMatchObject({ account: { id } });
      expect(await tokens.find(instance?.token ?? '')).toMatchObject({ instanceName: 'sales' });
    }
    await storage.close();
  }

  it('leaves tokens and values readable under the new key alone', async () => {
    const tenants = await populate(3);
    const report = await rotate();
    expect(report).toMatchObject({ rewrapped: 4, unreadable: 0 });
    await expectAllReadable(tenants);
  });

  it('can be interrupted after any batch and taken up again', async () => {
    const tenants = await populate(3);
    const interrupted = rotate({
      batchSize: 1,
      onBatch: (rewrapped) => {
        if (rewrapped === 2) throw new Error('killed');
      },
    });
    await expect(interrupted).rejects.toThrow('killed');
    expect(await rotate({ batchSize: 1 })).toMatchObject({ rewrapped: 2 });
    expect(await rotate()).toMatchObject({ rewrapped: 0 });
    await expectAllReadable(tenants);
  });

  it('disturbs no process that knows both keys', async () => {
    const [tenant] = await populate(1);
    const running = await openTestStorage(database.url, oldKey, [newKey]);
    await rotate();
    const { instances, tokens } = running.repositories;
    if (tenant === undefined) throw new Error('no tenant');
    const created = await instances.create(tenant.scope, anInstance('support'));
    expect((await instances.list(tenant.scope)).map(({ name }) => name)).toEqual([
      'sales',
      'support',
    ]);
    expect(await tokens.find(created.token)).toBeDefined();
    const late = await freshTenant(running);
    await running.close();
    expect(await rotate()).toMatchObject({ rewrapped: 1 });
    const after = await openTestStorage(database.url, newKey);
    expect(await after.repositories.tokens.find(late.token)).toMatchObject({
      account: { id: late.id },
    });
    await after.close();
  });

  it('leaves alone what a key unknown to it has wrapped, and says how much that is', async () => {
    await populate(2);
    expect(await rotate({ oldEncryptionKeys: [] })).toMatchObject({ rewrapped: 0, unreadable: 3 });
    expect(await rotate()).toMatchObject({ rewrapped: 3, unreadable: 0 });
  });

  it('is noticed at start when it was done without the old key', async () => {
    await populate(1);
    await expect(openTestStorage(database.url, newKey)).rejects.toMatchObject({
      code: 'WrongEncryptionKey',
      message: expect.stringMatching(
        /^ENCRYPTION_KEY \([\da-f]{8}\) is not the key this database was encrypted with/,
      ),
    });
  });

  it('does not begin with a quarrel: two processes that start together on an empty database agree', async () => {
    const [first, second] = await Promise.all([
      openTestStorage(database.url, oldKey),
      openTestStorage(database.url, oldKey),
    ]);
    const { token } = await freshTenant(first);
    expect(await second.repositories.tokens.find(token)).toBeDefined();
    await Promise.all([first.close(), second.close()]);
  });
});
