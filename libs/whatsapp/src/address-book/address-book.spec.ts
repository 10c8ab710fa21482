import { describe, expect, it } from '@jest/globals';
import { type ContactNote } from '@starling/domain';
import { AddressBook } from './address-book.js';

const JID = '5581900000001@s.whatsapp.net';
const LID = '901@lid';
const GROUP = '120363406289005073@g.us';

const PAIR = { lid: LID, phoneJid: JID };

describe('The address book', () => {
  it('knows both addresses from any pair, and says once that they are to be stored', () => {
    const book = new AddressBook();
    expect(book.learnPairs([PAIR])).toEqual({ pairs: [PAIR] });
    expect(book.learnPairs([PAIR])).toEqual({});
    expect([book.phoneOf(LID), book.lidOf(JID)]).toEqual([JID, LID]);
  });

  it('stores what it hears again on a new connection: the former one may have failed to', () => {
    const book = new AddressBook();
    book.learnPairs([PAIR]);
    book.connected();
    expect(book.learnPairs([PAIR])).toEqual({ pairs: [PAIR] });
  });

  it('has one name for a person, whichever address it was heard with', () => {
    const book = new AddressBook();
    book.learnPeople([{ jid: LID, names: { pushName: 'ana' } }]);
    book.learnPairs([PAIR]);
    expect([book.nameOf(LID), book.nameOf(JID)]).toEqual(['ana', 'ana']);
    book.learnPeople([{ jid: JID, names: { fullName: 'Ana Souza' } }]);
    expect([book.nameOf(LID), book.nameOf(JID)]).toEqual(['Ana Souza', 'Ana Souza']);
  });

  it('notes a contact under the phone although only the hidden address was told', () => {
    const book = new AddressBook();
    book.learnPairs([PAIR]);
    expect(book.learnPeople([{ jid: LID, names: { pushName: 'ana' } }])).toEqual({
      contacts: [{ jid: JID, lid: LID, pushName: 'ana' }],
    });
  });

  it('reads from storage what memory does not hold, once', async () => {
    const asked: (readonly string[])[] = [];
    const rows: ContactNote[] = [{ jid: JID, lid: LID, fullName: 'Ana Souza' }];
    const book = new AddressBook((addresses) => {
      asked.push(addresses);
      return Promise.resolve(addresses.includes(LID) ? rows : []);
    });
    await book.recall([LID, '902@lid']);
    await book.recall([LID, '902@lid']);
    expect(asked).toEqual([[LID, '902@lid']]);
    expect([book.phoneOf(LID), book.nameOf(JID)]).toEqual([JID, 'Ana Souza']);
    expect(book.learnPairs([PAIR])).toEqual({});
  });

  it('goes without when storage does not answer, and asks again', async () => {
    let isBroken = true;
    const book = new AddressBook(() =>
      isBroken ? Promise.reject(new Error('down')) : Promise.resolve([{ jid: JID, lid: LID }]),
    );
    await book.recall([LID]);
    expect(book.phoneOf(LID)).toBeUndefined();
    isBroken = false;
    await book.recall([LID]);
    expect(book.phoneOf(LID)).toBe(JID);
  });

  it('asks WhatsApp for a group that it has not heard of', async () => {
    const book = new AddressBook();
    const asked: string[] = [];
    const ask = (groupJid: string) => {
      asked.push(groupJid);
      return Promise.resolve({ jid: groupJid, subject: 'News', isAnnouncement: true });
    };
    await book.askGroup(GROUP, ask);
    expect(book.askGroup(GROUP, ask)).toBeUndefined();
    expect(asked).toEqual([GROUP]);
    expect(book.nameOf(GROUP)).toBe('News');
    expect(book.isCommunityAnnouncement(GROUP)).toBe(true);
  });

  it('asks once on each connection for a group that WhatsApp does not tell of', async () => {
    const book = new AddressBook();
    const refuse = () => Promise.reject(new Error('forbidden'));
    await book.askGroup(GROUP, refuse);
    expect(book.askGroup(GROUP, refuse)).toBeUndefined();
    book.connected();
    expect(book.askGroup(GROUP, refuse)).toBeInstanceOf(Promise);
  });
});
