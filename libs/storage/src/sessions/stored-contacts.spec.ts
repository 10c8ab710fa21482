import { describe, expect, it } from '@jest/globals';
import { openBench } from '../testing/bench.js';
import { ownedSession } from '../testing/sessions.js';
import { type ContactNote } from './session-write.js';

describe('A contact', () => {
  const bench = openBench();
  const JID = '5511999999999@s.whatsapp.net';
  const LID = '1@lid';

  async function after(...notes: ContactNote[][]) {
    const lease = await ownedSession(bench);
    for (const contacts of notes) {
      await bench.repositories.sessionWrites.write(lease, { contacts });
    }
    const { instanceId } = lease;
    return bench.database.client.contact.findMany({ where: { instanceId } });
  }

  it('keeps every name that was ever told', async () => {
    const rows = await after(
      [{ jid: JID, fullName: 'Ana Souza' }],
      [{ jid: JID, lid: LID, pushName: 'ana' }],
      [
        { jid: JID, businessName: 'Acme' },
        { jid: JID, pushName: '' },
      ],
    );
    expect(rows).toMatchObject([
      { jid: JID, lid: LID, fullName: 'Ana Souza', pushName: 'ana', businessName: 'Acme' },
    ]);
  });

  it('of whom only the hidden address was known becomes one with the phone', async () => {
    const rows = await after([{ jid: LID, lid: LID, pushName: 'ana' }], [{ jid: JID, lid: LID }]);
    expect(rows.map(({ jid }) => jid)).toEqual([JID]);
  });
});
