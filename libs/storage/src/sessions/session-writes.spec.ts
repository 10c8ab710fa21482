import { describe, expect, it } from '@jest/globals';
import { type SessionLease } from '../ownership/session-lease.js';
import { openBench, openTestStorage } from '../testing/bench.js';
import { aMessage, claimAnyway, ownedSession, takeOver } from '../testing/sessions.js';

const PLAINTEXT = Buffer.from('the words nobody else may read');

describe('A write of a session', () => {
  const bench = openBench();
  const write: (typeof bench.repositories.sessionWrites)['write'] = (...asked) =>
    bench.repositories.sessionWrites.write(...asked);
  const keys = () => bench.repositories.sessionKeys;
  const keyRow = (id: string, value: string | null) => ({
    type: 'session',
    id,
    value: value === null ? null : Buffer.from(value),
  });
  const stored = async (lease: SessionLease, ...ids: string[]) => {
    const found = await keys().keys(lease, 'session', ids);
    return Object.fromEntries([...found].map(([id, value]) => [id, value.toString()]));
  };
  const journalEntry = (id: string) => ({
    id,
    stanzaId: 'stanza',
    plaintext: PLAINTEXT,
    stanza: PLAINTEXT,
  });

  it('is there once it resolves: creds, ratchet key, journal and message together', async () => {
    const lease = await ownedSession(bench);
    const message = aMessage();
    await write(lease, {
      creds: Buffer.from('creds'),
      keys: [keyRow('a', 'ratchet')],
      journal: [journalEntry('j')],
      messages: [message],
    });
    expect((await keys().creds(lease))?.toString()).toBe('creds');
    expect(await stored(lease, 'a', 'b')).toEqual({ a: 'ratchet' });
    expect((await keys().journal(lease, ['j', 'k'])).get('j')).toEqual({ plaintext: PLAINTEXT });
    const { instanceId } = lease;
    const rows = await bench.database.client.message.findMany({ where: { instanceId } });
    const { payload, ...texts } = message;
    expect(rows).toMatchObject([texts]);
    expect(Buffer.from(rows[0]?.payload ?? [])).toEqual(payload);
  });

  it('is committed together with the writes that follow in the same tick', async () => {
    const lease = await ownedSession(bench);
    const { instanceId } = lease;
    const row = write(lease, { messages: [aMessage()] });
    await Promise.resolve();
    await Promise.all([row, write(lease, { keys: [keyRow('a', 'ratchet')] })]);
    const commits = await bench.database.client.$queryRaw<{ xmin: string }[]>`
      SELECT xmin::text FROM messages WHERE instance_id = ${instanceId}::uuid
      UNION SELECT xmin::text FROM signal_keys WHERE instance_id = ${instanceId}::uuid`;
    expect(commits).toHaveLength(1);
  });

  it('is stored whole or not at all', async () => {
    const lease = await ownedSession(bench);
    const impossible = aMessage({ status: 99_999 });
    const refused = write(lease, {
      creds: Buffer.from('creds'),
      keys: [keyRow('a', 'ratchet')],
      journal: [journalEntry('j')],
      messages: [impossible],
    });
    await expect(refused).rejects.toMatchObject({ code: 'StorageUnavailable' });
    expect(await keys().creds(lease)).toBeUndefined();
    expect(await stored(lease, 'a')).toEqual({});
    expect(await keys().journal(lease, ['j'])).toEqual(new Map());
  });

  it('does not fail for the values of another session in the same commit', async () => {
    const [good, bad] = [await ownedSession(bench), await ownedSession(bench)];
    const outcomes = await Promise.allSettled([
      write(good, { keys: [keyRow('a', '1')] }),
      write(bad, { messages: [aMessage({ messageId: 'x', status: 99_999 })] }),
      write(good, { keys: [keyRow('b', '2')] }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await stored(good, 'a', 'b')).toEqual({ a: '1', b: '2' });
  });

  it('with an old lease is refused while others of the same commit pass', async () => {
    const old = await ownedSession(bench);
    const other = await ownedSession(bench);
    const lease = await takeOver(bench, old);
    const outcomes = await Promise.allSettled([
      write(old, { creds: Buffer.from('old'), keys: [keyRow('a', 'old')], finished: ['j'] }),
      write(other, { keys: [keyRow('a', 'other')] }),
      write(lease, { keys: [keyRow('b', 'new')], journal: [journalEntry('j')] }),
      write(old, { keys: [keyRow('b', null)], messages: [aMessage()] }),
    ]);
    expect(outcomes).toMatchObject([
      { status: 'rejected', reason: { code: 'LeaseLost' } },
      { status: 'fulfilled' },
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'LeaseLost' } },
    ]);
    expect(await stored(lease, 'a', 'b')).toEqual({ b: 'new' });
    expect(await stored(other, 'a')).toEqual({ a: 'other' });
    expect(await keys().creds(lease)).toBeUndefined();
    expect((await keys().journal(lease, ['j'])).get('j')).toEqual({ plaintext: PLAINTEXT });
  });

  it('is refused also when the later claim was by the same worker', async () => {
    const old = await ownedSession(bench);
    const [lease] = await claimAnyway(bench, old.workerId, old.instanceId);
    const refused = write(old, { keys: [keyRow('a', 'old')] });
    await expect(refused).rejects.toMatchObject({ code: 'LeaseLost' });
    expect(await stored(lease as SessionLease, 'a')).toEqual({});
  });

  it('wins over every earlier one of its session, in one commit and across commits', async () => {
    const lease = await ownedSession(bench);
    const asked: Promise<void>[] = [];
    for (let n = 0; n < 1200; n += 1) {
      const creds = Buffer.from(`creds ${n}`);
      const gone = keyRow('gone', n % 2 === 0 ? `value ${n}` : null);
      asked.push(write(lease, { creds, keys: [keyRow('kept', `value ${n}`), gone] }));
    }
    await Promise.all(asked);
    expect(await stored(lease, 'kept', 'gone')).toEqual({ kept: 'value 1199' });
    expect((await keys().creds(lease))?.toString()).toBe('creds 1199');
    await write(lease, { keys: [keyRow('kept', null)] });
    expect(await stored(lease, 'kept')).toEqual({});
  });

  it('keeps its place also when it is the first of its account in this process', async () => {
    const [lease, known] = [await ownedSession(bench), await ownedSession(bench)];
    const process = await openTestStorage(bench.url);
    const { sessionWrites } = process.repositories;
    await sessionWrites.write(known, { keys: [keyRow('a', '0')] });
    await Promise.all([
      sessionWrites.write(lease, { keys: [keyRow('a', '1'), keyRow('b', '1')] }),
      sessionWrites.write(known, { keys: [keyRow('a', '1')] }),
      sessionWrites.write(lease, { keys: [keyRow('a', '2')] }),
    ]);
    await process.close();
    expect(await stored(lease, 'a', 'b')).toEqual({ a: '2', b: '1' });
    expect(await stored(known, 'a')).toEqual({ a: '1' });
  });

  it('fails with all others of its commit when the database is gone', async () => {
    const lease = await ownedSession(bench);
    await bench.repositories.sessionWrites.write(lease, { keys: [keyRow('a', '1')] });
    const leaving = await openTestStorage(bench.url);
    await leaving.close();
    const late = [1, 2].map(() => leaving.repositories.sessionWrites.write(lease, {}));
    for (const each of await Promise.allSettled(late)) {
      expect(each).toMatchObject({ status: 'rejected', reason: { code: 'StorageUnavailable' } });
    }
    expect(await stored(lease, 'a')).toEqual({ a: '1' });
  });
});
