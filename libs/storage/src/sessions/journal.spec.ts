import { describe, expect, it } from '@jest/globals';
import { openBench } from '../testing/bench.js';
import { ownedSession } from '../testing/sessions.js';

const entry = (id: string) => ({
  id,
  stanzaId: 'stanza',
  plaintext: Buffer.from('words'),
  stanza: Buffer.from('stanza'),
});
const TOMBSTONE = { plaintext: null };

describe('The decrypt journal', () => {
  const bench = openBench();
  const writes = () => bench.repositories.sessionWrites;
  const keys = () => bench.repositories.sessionKeys;

  it('keeps a tombstone of what is finished, with no byte of it', async () => {
    const lease = await ownedSession(bench);
    await writes().write(lease, { journal: [entry('a'), entry('b')] });
    await writes().write(lease, { finished: ['a', 'never stored'] });
    const { instanceId } = lease;
    const answers = await keys().journal(lease, ['a', 'b', 'never stored']);
    expect(answers.get('a')).toEqual(TOMBSTONE);
    expect(answers.get('b')?.plaintext?.toString()).toBe('words');
    expect(answers.size).toBe(2);
    const [row] = await bench.database.client.decryptJournalEntry.findMany({
      where: { instanceId, id: 'a' },
    });
    expect(row).toMatchObject({ plaintext: null, stanza: null, finishedAt: expect.any(Date) });
  });

  it('takes an entry and its end in one commit', async () => {
    const lease = await ownedSession(bench);
    await writes().write(lease, { journal: [entry('known')] });
    await Promise.all([
      writes().write(lease, { journal: [entry('new'), entry('known')] }),
      writes().write(lease, { finished: ['new', 'known'] }),
    ]);
    const answers = await keys().journal(lease, ['new', 'known']);
    expect([answers.get('new'), answers.get('known')]).toEqual([TOMBSTONE, TOMBSTONE]);
  });

  it('wakes no tombstone for an entry that comes again', async () => {
    const lease = await ownedSession(bench);
    await writes().write(lease, { journal: [entry('a')] });
    await Promise.all([
      writes().write(lease, { finished: ['a'] }),
      writes().write(lease, { journal: [entry('a')] }),
    ]);
    await writes().write(lease, { journal: [entry('a')] });
    expect((await keys().journal(lease, ['a'])).get('a')).toEqual(TOMBSTONE);
  });

  it('loses its oldest tombstones to the sweeper, and nothing unfinished', async () => {
    const lease = await ownedSession(bench);
    await writes().write(lease, { journal: ['old', 'fresh', 'open'].map(entry) });
    await writes().write(lease, { finished: ['old', 'fresh'] });
    await bench.database.client.$executeRaw`
      UPDATE decrypt_journal SET stored_at = now() - interval '9 days',
        finished_at = CASE id WHEN 'old' THEN now() - interval '8 days' ELSE finished_at END
      WHERE instance_id = ${lease.instanceId}::uuid`;
    expect(await keys().sweepJournal(7)).toBe(1);
    const answers = await keys().journal(lease, ['old', 'fresh', 'open']);
    expect([...answers.keys()]).toEqual(['fresh', 'open']);
  });
});
