import { describe, expect, it } from '@jest/globals';
import { type BinaryNode } from '@whiskeysockets/baileys';
import { pairsInStanza } from './stanza-pairs.js';

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
