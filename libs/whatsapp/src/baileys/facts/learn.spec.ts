import { describe, expect, it } from '@jest/globals';
import { AddressBook } from '../../address-book/address-book.js';
import { learnEvent, learnRecipient } from './learn.js';
import { pairsInStanza } from './stanza-pairs.js';

const JID = '5581900000001@s.whatsapp.net';
const LID = '901@lid';
const PAIR = { lid: LID, phoneJid: JID };
const GROUP = '120363406289005073@g.us';

/** A book that knows both addresses from a receipt in a group. */
function bookWithPair(): AddressBook {
  const book = new AddressBook();
  const attrs = { from: GROUP, participant: LID, participant_pn: JID };
  book.learnPairs(pairsInStanza({ tag: 'receipt', attrs }));
  return book;
}

describe('The address book learns', () => {
  it('one name for a person from messages and from contacts, whichever address they carry', () => {
    const book = new AddressBook();
    learnEvent(book, 'messages.upsert', {
      type: 'notify',
      messages: [{ key: { remoteJid: LID, id: '1' }, pushName: 'ana' }],
    });
    learnEvent(book, 'lid-mapping.update', { lid: LID, pn: JID });
    expect([book.nameOf(LID), book.nameOf(JID)]).toEqual(['ana', 'ana']);
    learnEvent(book, 'contacts.upsert', [{ id: JID, name: 'Ana Souza' }]);
    expect([book.nameOf(LID), book.nameOf(JID)]).toEqual(['Ana Souza', 'Ana Souza']);
  });

  it('a contact under the phone although WhatsApp gives only the hidden address', () => {
    const news = learnEvent(bookWithPair(), 'contacts.upsert', [{ id: LID, notify: 'ana' }]);
    expect(news).toEqual({ contacts: [{ jid: JID, lid: LID, pushName: 'ana' }] });
  });

  it('the pairs of a history', () => {
    const data = { chats: [], contacts: [], messages: [], lidPnMappings: [{ lid: LID, pn: JID }] };
    const news = learnEvent(new AddressBook(), 'messaging-history.set', data);
    expect(news).toEqual({ pairs: [PAIR] });
  });

  it('the pair that the protocol maps', () => {
    const mapping = { lid: '901:3@lid', pn: JID };
    expect(learnEvent(new AddressBook(), 'lid-mapping.update', mapping)).toEqual({ pairs: [PAIR] });
    const nothing = { lid: LID, pn: '' };
    expect(learnEvent(new AddressBook(), 'lid-mapping.update', nothing)).toBeUndefined();
  });

  it('the author of a group message by both addresses, and nothing from a message of its own', () => {
    const book = new AddressBook();
    const inGroup = { remoteJid: GROUP, id: '1', participant: LID, participantAlt: JID };
    const learn = (fromMe: boolean) =>
      learnEvent(book, 'messages.upsert', {
        type: 'notify',
        messages: [{ key: { ...inGroup, fromMe }, pushName: 'ana' }],
      });
    expect(learn(true)).toEqual({});
    expect(learn(false)).toEqual({
      pairs: undefined,
      contacts: [{ jid: JID, lid: LID, pushName: 'ana' }],
    });
  });

  it('the subjects of groups, and which of them announce for a community', () => {
    const book = new AddressBook();
    learnEvent(book, 'groups.update', [{ id: GROUP, subject: 'News', isCommunityAnnounce: true }]);
    expect(book.nameOf(GROUP)).toBe('News');
    expect(book.isCommunityAnnouncement(GROUP)).toBe(true);
    learnEvent(book, 'contacts.update', [{ id: '1@newsletter', name: 'Channel' }]);
    expect(book.nameOf('1@newsletter')).toBe('Channel');
  });

  it('the person that a message was sent to, once both addresses are known', () => {
    const book = new AddressBook();
    const key = { remoteJid: LID, id: '1', fromMe: true };
    expect(learnRecipient(book, { key })).toBeUndefined();
    expect(learnRecipient(book, { key: { ...key, remoteJidAlt: JID } })).toEqual({
      contacts: [{ jid: JID, lid: LID }],
    });
  });

  it('nothing from other events', () => {
    expect(learnEvent(new AddressBook(), 'labels.edit', {} as never)).toBeUndefined();
  });
});
