import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type AccountId } from '../tenancy/ids.js';
import { openBench } from '../testing/bench.js';
import { freshTenant } from '../testing/fixtures.js';

describe('The audit log', () => {
  const bench = openBench();
  const auditLog = () => bench.repositories.auditLog;

  it('tells newest first, page by page', async () => {
    const accountId = randomUUID() as AccountId;
    for (const action of ['first', 'second', 'third']) {
      await auditLog().record({ actor: 'operator', action, accountId, details: { n: 1 } });
    }
    const page = await auditLog().list({ accountId, limit: 2 });
    const rest = await auditLog().list({ accountId, limit: 2, cursor: page.nextCursor ?? '' });
    expect([...page.entries, ...rest.entries].map(({ action }) => action)).toEqual([
      'third',
      'second',
      'first',
    ]);
    expect(rest.nextCursor).toBeNull();
    expect(page.entries[0]).toMatchObject({
      actor: 'operator',
      instanceId: null,
      details: { n: 1 },
    });
  });

  it('still tells of an account that is gone', async () => {
    const { id } = await freshTenant(bench);
    await auditLog().record({ actor: 'operator', action: 'deleteAccount', accountId: id });
    await bench.repositories.accounts.delete(id);
    const { entries } = await auditLog().list({ accountId: id, limit: 9 });
    expect(entries.map(({ action }) => action)).toEqual(['deleteAccount']);
  });

  it('tells what happened since a moment', async () => {
    const accountId = randomUUID() as AccountId;
    await auditLog().record({ actor: 'operator', action: 'now', accountId });
    const minute = 60_000;
    const since = (ms: number) => auditLog().list({ accountId, since: new Date(ms), limit: 9 });
    expect((await since(Date.now() - minute)).entries).toHaveLength(1);
    expect((await since(Date.now() + minute)).entries).toHaveLength(0);
  });

  it('is not listed by a cursor that nobody handed out', async () => {
    await expect(auditLog().list({ limit: 9, cursor: 'made-up' })).rejects.toMatchObject({
      code: 'InvalidCursor',
    });
  });
});
