import { describe, expect, it } from '@jest/globals';
import { type BinaryNode, type GroupMetadata } from '@whiskeysockets/baileys';
import { type ContactNote } from '@starling/domain';
import { AddressBook } from './address-book.js';
import { pairsInStanza } from '../baileys/facts/stanza-pairs.js';

const JID = '5581900000001@s.whatsapp.net';
const LID = '901@lid';
const GROUP = '120363406289005073@g.us';

const stanza = (tag: string, attrs: BinaryNode['attrs'], content?: BinaryNode[]): BinaryNode => ({
  tag,
  attrs,
  ...(content && { content }),
});

describe('A stanza names both addresses of a user', () => {
  it.each([
    ['sender', stanza('message', { from: '901:3@lid', sender_pn: JID })],
    ['sender by number', stanza('message', { from: JID, sender_lid: LID })],
    ['author', stanza('message', { from: GROUP, participant: LID, participant_pn: JID })],
    ['reader', stanza('receipt', { from: GROUP, participant: LID, participant_pn: JID })],
    ['recipient', stanza('message', { from: '1@lid', recipient: LID, recipient_pn: JID })],
    ['peer', stanza('message', { from: '1@lid', recipient: LID, peer_recipient_pn: JID })],
    ['creator', stanza('iq', {}, [stanza('group', { creator: LID, creator_pn: JID })])],
    ['caller', stanza('call', {}, [stanza('offer', { 'call-creator': LID, caller_pn: JID })])],
    [
      'member',
      stanza('iq', {}, [
        stanza('groups', {}, [
          stanza('group', {}, [stanza('participant', { jid: LID, phone_number: JID })]),
        ]),
      ]),
    ],
    [
      'user that was looked up',
      stanza('iq', {}, [
        stanza('usync', {}, [
          stanza('list', {}, [stanza('user', { jid: JID }, [stanza('lid', { val: LID })])]),
        ]),
      ]),
    ],
  ])('as %s', (_, node) => {
    expect(pairsInStanza(node)).toEqual([{ lid: LID, phoneJid: JID }]);
  });

  it('but not as a group, nor with one address alone', () => {
    const nothing = stanza('message', { from: GROUP, sender_pn: JID, recipient: LID }, [
      stanza('participant', { jid: LID, phone_number: '' }),
    ]);
    expect(pairsInStanza(nothing)).toEqual([]);
  });
});

describe('The address book', () => {
  const pairing = stanza('receipt', { from: GROUP, participant: LID, participant_pn: JID });

  it('knows both addresses from any stanza, and says once that they are to be stored', () => {
    const book = new AddressBook();
    expect(book.learnStanza(pairing)).toEqual({ pairs: [{ lid: LID, phoneJid: JID }] });
    expect(book.learnStanza(pairing)).toEqual({});
    expect([book.phoneOf(LID), book.lidOf(JID)]).toEqual([JID, LID]);
  });

  it('stores what it hears again on a new connection: the former one may have failed to', () => {
    const book = new AddressBook();
    book.learnStanza(pairing);
    book.connected();
    expect(book.learnStanza(pairing)).toEqual({ pairs: [{ lid: LID, phoneJid: JID }] });
  });

  it('has one name for a person, whichever address it was heard with', () => {
    const book = new AddressBook();
    book.learn('messages.upsert', {
      type: 'notify',
      messages: [{ key: { remoteJid: LID, id: '1' }, pushName: 'ana' }],
    });
    book.learnStanza(pairing);
    expect([book.nameOf(LID), book.nameOf(JID)]).toEqual(['ana', 'ana']);
    book.learn('contacts.upsert', [{ id: JID, name: 'Ana Souza' }]);
    expect([book.nameOf(LID), book.nameOf(JID)]).toEqual(['Ana Souza', 'Ana Souza']);
  });

  it('notes a contact under the phone although only the hidden address was told', () => {
    const book = new AddressBook();
    book.learnStanza(pairing);
    expect(book.learn('contacts.upsert', [{ id: LID, notify: 'ana' }])).toEqual({
      contacts: [{ jid: JID, lid: LID, pushName: 'ana' }],
    });
  });

  it('learns the pairs of a history', () => {
    const book = new AddressBook();
    const data = { chats: [], contacts: [], messages: [], lidPnMappings: [{ lid: LID, pn: JID }] };
    expect(book.learn('messaging-history.set', data)).toEqual({
      pairs: [{ lid: LID, phoneJid: JID }],
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
    expect(book.learnStanza(pairing)).toEqual({});
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
      return Promise.resolve({
        id: groupJid,
        subject: 'News',
        isCommunityAnnounce: true,
      } as GroupMetadata);
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
