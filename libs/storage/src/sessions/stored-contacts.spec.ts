import { describe, expect, it } from '@jest/globals';
import { openBench } from '../testing/bench.js';
import { ownedSession } from '../testing/sessions.js';
import { type ContactNote, type SessionWrite } from '@starling/domain';

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
    expect(rows).toMatchObject([{ jid: JID, lid: LID, pushName: 'ana' }]);
  });

  it('keeps the names of both addresses when these are one person', async () => {
    const bench = await opened();
    await bench.write({ contacts: [{ jid: LID, lid: LID, pushName: 'ana', businessName: 'Old' }] });
    await bench.write({ contacts: [{ jid: JID, fullName: 'Ana Souza', businessName: 'Acme' }] });
    await bench.write({ pairs: [{ lid: LID, phoneJid: JID }] });
    expect(await bench.list()).toMatchObject([
      { jid: JID, lid: LID, fullName: 'Ana Souza', pushName: 'ana' },
    ]);
  });

  it('is found by either address, and noted under the phone from then on', async () => {
    const bench = await opened();
    await bench.write({ pairs: [{ lid: LID, phoneJid: JID }] });
    await bench.write({ contacts: [{ jid: LID, lid: LID, pushName: 'ana' }] });
    const ana = { jid: JID, lid: LID, pushName: 'ana', isContact: true };
    expect(await bench.find(LID)).toMatchObject([ana]);
    expect(await bench.find(JID)).toMatchObject([ana]);
    expect(await bench.list()).toHaveLength(1);
  });

  it('is one person also when all of it comes in one commit', async () => {
    const bench = await opened();
    await Promise.all([
      bench.write({ contacts: [{ jid: LID, lid: LID, pushName: 'ana' }] }),
      bench.write({ contacts: [{ jid: JID, fullName: 'Ana Souza' }] }),
      bench.write({ pairs: [{ lid: LID, phoneJid: JID }] }),
      bench.write({ contacts: [{ jid: LID, lid: LID, businessName: 'Acme' }] }),
    ]);
    expect(await bench.list()).toMatchObject([
      { jid: JID, lid: LID, fullName: 'Ana Souza', pushName: 'ana', businessName: 'Acme' },
    ]);
  });

  it('is not made of members of groups, who are found all the same', async () => {
    const bench = await opened();
    await bench.write({ pairs: [{ lid: LID, phoneJid: JID }] });
    expect(await bench.list()).toEqual([]);
    expect(await bench.find(LID)).toMatchObject([{ jid: JID, lid: LID, isContact: false }]);
    expect(await bench.find('2@lid')).toEqual([]);
  });

  async function opened() {
    const lease = await ownedSession(bench);
    const { scope, instanceId } = lease;
    const { contacts, sessionWrites } = bench.repositories;
    return {
      write: (write: SessionWrite) => sessionWrites.write(lease, write),
      list: () => contacts.list(scope, instanceId),
      find: (address: string) => contacts.findAll(scope, instanceId, [address]),
    };
  }
});
