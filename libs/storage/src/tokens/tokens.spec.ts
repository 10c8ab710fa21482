import { describe, expect, it } from '@jest/globals';
import { openBench } from '../testing/bench.js';
import { anInstance, freshTenant } from '../testing/fixtures.js';

describe('Looking up a token', () => {
  const bench = openBench();

  it('finds the account that bears it', async () => {
    const { id, token } = await freshTenant(bench);
    const owner = await bench.repositories.tokens.find(token);
    expect(owner).toMatchObject({ kind: 'account', account: { id, status: 'active' } });
  });

  it('finds the instance that bears it, with its account', async () => {
    const { id, scope } = await freshTenant(bench);
    const { instances, tokens } = bench.repositories;
    const instance = await instances.create(scope, anInstance('sales'));
    expect(await tokens.find(instance.token)).toMatchObject({
      kind: 'instance',
      account: { id },
      instanceId: instance.id,
      instanceName: 'sales',
    });
  });

  it('finds nobody for a token that nobody bears', async () => {
    expect(await bench.repositories.tokens.find('nobody-bears-this')).toBeUndefined();
  });

  it('finds a suspended account and says so', async () => {
    const { id, token } = await freshTenant(bench);
    await bench.repositories.accounts.suspend(id);
    const owner = await bench.repositories.tokens.find(token);
    expect(owner?.account.status).toBe('suspended');
  });

  it('finds it by its keyed hash too, so that no cache has to keep tokens', async () => {
    const { id, token } = await freshTenant(bench);
    const hash = bench.repositories.tokens.hashOf(token);
    expect(hash).toMatch(/^[\da-f]{64}$/);
    expect((await bench.repositories.tokens.findByHash(hash))?.account.id).toBe(id);
  });

  it('stores neither kind in the clear', async () => {
    const { scope, token } = await freshTenant(bench);
    const instance = await bench.repositories.instances.create(scope, anInstance('sales'));
    const stored = await bench.database.client.$queryRaw<{ row: string }[]>`
      SELECT row_to_json(t)::text AS row FROM token_hashes t
      UNION ALL SELECT row_to_json(i)::text FROM instances i
      UNION ALL SELECT row_to_json(a)::text FROM accounts a`;
    const everything = stored.map(({ row }) => row).join();
    expect(everything).not.toContain(token);
    expect(everything).not.toContain(instance.token);
  });
});
