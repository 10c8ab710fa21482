import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type OpenStorage } from '../storage.js';
import { type StorageErrorCode } from '../errors/storage-error.js';
import { openBench, openTestStorage } from '../testing/bench.js';
import { anInstance, freshTenant, freshToken } from '../testing/fixtures.js';

/** Two pools on one database, as two gateways have them. */
describe('Two processes creating instances at the same moment', () => {
  const bench = openBench();
  let second: OpenStorage;
  beforeAll(async () => {
    second = await openTestStorage(bench.url);
  });
  afterAll(() => second.close());

  const both = () => [bench.repositories.instances, second.repositories.instances] as const;

  it('get one instance and one refusal for the same name', async () => {
    const { scope } = await freshTenant(bench);
    const tries = both().flatMap((instances) =>
      [1, 2, 3].map(() => instances.create(scope, anInstance('sales'))),
    );
    expect(await outcomes(tries)).toEqual({ created: 1, InstanceNameTaken: 5 });
    expect(await bench.repositories.instances.list(scope)).toHaveLength(1);
    const { accountId } = scope;
    expect(await bench.database.client.tokenHash.count({ where: { accountId } })).toBe(2);
  });

  it('get one instance and one refusal for the same token, even across accounts', async () => {
    const token = freshToken();
    const tenants = [await freshTenant(bench), await freshTenant(bench)];
    const tries = both().flatMap((instances, process) =>
      tenants.map(({ scope }, at) =>
        instances.create(scope, anInstance(`${process} ${at}`, { token })),
      ),
    );
    expect(await outcomes(tries)).toEqual({ created: 1, InstanceTokenTaken: 3 });
  });

  it('do not overdraw the quota', async () => {
    const { id, scope } = await freshTenant(bench);
    await bench.repositories.accounts.update(id, { quotas: { instances: 2 } });
    const tries = both().flatMap((instances, process) =>
      [1, 2, 3].map((at) => instances.create(scope, anInstance(`${process} ${at}`))),
    );
    expect(await outcomes(tries)).toEqual({ created: 2, AccountInstanceQuotaExceeded: 4 });
  });

  it('find the account gone when it is deleted meanwhile', async () => {
    const { id, scope } = await freshTenant(bench);
    await bench.repositories.vault.encryptText(scope, 'instance-token', 'warm');
    await second.repositories.accounts.delete(id);
    const late = bench.repositories.instances.create(scope, anInstance('late'));
    await expect(late).rejects.toMatchObject({ code: 'AccountNotFound' });
  });
});

async function outcomes(tries: Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Partial<Record<StorageErrorCode | 'created', number>> = {};
  for (const settled of await Promise.allSettled(tries)) {
    const word =
      settled.status === 'fulfilled'
        ? 'created'
        : ((settled.reason as { code: StorageErrorCode }).code ?? String(settled.reason));
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}
