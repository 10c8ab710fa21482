import { describe, expect, it } from '@jest/globals';
import { openBench } from '../testing/bench.js';
import { aMessage, ownedSession } from '../testing/sessions.js';

const PLAINTEXT = Buffer.from('the words nobody else may read');

describe('What a session writes', () => {
  const bench = openBench();

  it('may hold texts that Postgres cannot, and is found again by them', async () => {
    const lease = await ownedSession(bench);
    const message = aMessage({ content: 'a\0b', sentAt: new Date(Number.NaN) });
    await bench.repositories.sessionWrites.write(lease, {
      keys: [{ type: 'session', id: 'a\0b', value: PLAINTEXT }],
      messages: [message],
    });
    const found = await bench.repositories.sessionKeys.keys(lease, 'session', ['a\0b']);
    expect(found.get('a\0b')).toEqual(PLAINTEXT);
    const { instanceId } = lease;
    const [row] = await bench.database.client.message.findMany({ where: { instanceId } });
    expect(row?.content).toBe('a\uFFFDb');
  });

  it('lies in the tables encrypted', async () => {
    const lease = await ownedSession(bench);
    await bench.repositories.sessionWrites.write(lease, {
      creds: PLAINTEXT,
      keys: [{ type: 'session', id: 'a', value: PLAINTEXT }],
      journal: [{ id: 'j', stanzaId: 's', plaintext: PLAINTEXT, stanza: PLAINTEXT }],
    });
    const [{ lying }] = await bench.database.client.$queryRaw<[{ lying: Uint8Array[] }]>`
      SELECT ARRAY[c.creds, k.value, j.plaintext, j.stanza] AS lying
      FROM signal_creds c, signal_keys k, decrypt_journal j
      WHERE c.instance_id = ${lease.instanceId}::uuid AND k.instance_id = c.instance_id
        AND j.instance_id = c.instance_id`;
    expect(lying).toHaveLength(4);
    for (const bytes of lying) expect(Buffer.from(bytes).includes(PLAINTEXT)).toBe(false);
  });
});
