import { describe, expect, it } from '@jest/globals';
import { type SessionLease } from '../ownership/session-lease.js';
import { openBench } from '../testing/bench.js';
import { freshTenant } from '../testing/fixtures.js';
import { aMessage, ownedSession, takeOver } from '../testing/sessions.js';

describe('The Signal state of a session', () => {
  const bench = openBench();
  const keys = () => bench.repositories.sessionKeys;

  const filled = async (): Promise<SessionLease> => {
    const lease = await ownedSession(bench);
    const some = Buffer.from('some');
    await bench.repositories.sessionWrites.write(lease, {
      creds: some,
      keys: [{ type: 'session', id: 'a', value: some }],
      journal: [{ id: 'j', stanzaId: 's', plaintext: some, stanza: some }],
      messages: [aMessage()],
    });
    return lease;
  };
  const rows = async ({ instanceId }: SessionLease) => {
    const where = { instanceId };
    const { client } = bench.database;
    return {
      creds: await client.signalCreds.count({ where }),
      keys: await client.signalKey.count({ where }),
      journal: await client.decryptJournalEntry.count({ where }),
      messages: await client.message.count({ where }),
    };
  };
  const ALL = { creds: 1, keys: 1, journal: 1, messages: 1 };

  it('is forgotten whole, while its messages stay', async () => {
    const [lease, other] = [await filled(), await filled()];
    expect(await keys().hasCreds(lease.scope, lease.instanceId)).toBe(true);
    await keys().forget(lease);
    expect(await rows(lease)).toEqual({ creds: 0, keys: 0, journal: 0, messages: 1 });
    expect(await keys().creds(lease)).toBeUndefined();
    expect(await keys().hasCreds(lease.scope, lease.instanceId)).toBe(false);
    expect(await rows(other)).toEqual(ALL);
  });

  it('is not forgotten at the word of a former owner', async () => {
    const old = await filled();
    await takeOver(bench, old);
    await expect(keys().forget(old)).rejects.toMatchObject({ code: 'LeaseLost' });
    expect(await rows(old)).toEqual(ALL);
  });

  it('is nobody else’s to ask for', async () => {
    const lease = await filled();
    const { scope } = await freshTenant(bench);
    expect(await keys().hasCreds(scope, lease.instanceId)).toBe(false);
  });

  it('goes with its instance, and later writes find their lease lost', async () => {
    const lease = await filled();
    await bench.repositories.instances.delete(lease.scope, lease.instanceId);
    expect(await rows(lease)).toEqual({ creds: 0, keys: 0, journal: 0, messages: 0 });
    const late = bench.repositories.sessionWrites.write(lease, { creds: Buffer.from('late') });
    await expect(late).rejects.toMatchObject({ code: 'LeaseLost' });
  });

  it('is kept apart by type', async () => {
    const lease = await filled();
    expect(await keys().keys(lease, 'pre-key', ['a'])).toEqual(new Map());
    expect((await keys().keys(lease, 'session', ['a', 'b'])).size).toBe(1);
  });
});
