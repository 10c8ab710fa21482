import { describe, expect, it } from '@jest/globals';
import { proto, type WAMessage, type WAMessageKey } from '@whiskeysockets/baileys';
import {
  ANA,
  AT,
  BOB,
  contextWith,
  decoded,
  GROUP,
  MOMENT,
  OWN,
  received,
  SECONDS,
  told,
} from '../testing/translation.js';

const tell = (key: Partial<WAMessageKey>, context = contextWith()) =>
  told(received({ conversation: 'Hi' }, key), context);

const phone = '5581900000077@s.whatsapp.net';

const PRIVATE: readonly [string, Partial<WAMessageKey>, object][] = [
  ['the phone, the hidden address known', { remoteJid: ANA.jid }, ANA],
  ['the hidden address, the phone known', { remoteJid: ANA.lid }, ANA],
  [
    'the hidden address, the phone told',
    { remoteJid: '77@lid', remoteJidAlt: phone },
    { jid: phone, lid: '77@lid', name: 'ana' },
  ],
  [
    'the phone, the hidden address told',
    { remoteJid: phone, remoteJidAlt: '77:2@lid' },
    { jid: phone, lid: '77@lid', name: 'ana' },
  ],
  [
    'the hidden address alone',
    { remoteJid: '77@lid' },
    { jid: '77@lid', lid: '77@lid', name: 'ana' },
  ],
  ['the phone alone', { remoteJid: phone }, { jid: phone, lid: null, name: 'ana' }],
  [
    'both with devices',
    { remoteJid: '77:5@lid', remoteJidAlt: '5581900000077:5@s.whatsapp.net' },
    { jid: phone, lid: '77@lid', name: 'ana' },
  ],
];

describe('A message of one person', () => {
  it.each(PRIVATE)('who writes by %s is told by the phone where it is known', (_, key, who) => {
    expect(tell(key)).toMatchObject({
      id: '3EB0AA',
      direction: 'incoming',
      timestamp: MOMENT,
      chat: { ...who, type: 'private' },
      sender: who,
      recipient: null,
    });
  });

  it.each(PRIVATE)('to whom we write by %s names the other side', (_, key, who) => {
    const { jid, lid } = who as typeof ANA;
    const name = jid === ANA.jid ? ANA.name : '';
    const exchange = tell({ ...key, fromMe: true });
    expect(exchange).toMatchObject({
      direction: 'outgoing',
      chat: { jid, lid, name, type: 'private' },
      sender: OWN,
    });
    expect(exchange.recipient).toEqual({ jid, lid, name });
  });

  it('without a name of any kind has an empty one', () => {
    const nameless = received({ conversation: 'Hi' }, { remoteJid: phone }, { pushName: null });
    expect(told(nameless).chat.name).toBe('');
  });
});

describe('A message of a group', () => {
  const key = { remoteJid: GROUP, participant: '77:1@lid', participantAlt: phone };

  it('has the group as its chat and the member as its sender', () => {
    const exchange = tell(key);
    expect(exchange.chat).toEqual({ jid: GROUP, lid: null, name: 'Dev Team', type: 'group' });
    expect(exchange.sender).toEqual({ jid: phone, lid: '77@lid', name: 'ana' });
    expect(exchange.recipient).toBeNull();
  });

  it('that we wrote has no recipient', () => {
    expect(tell({ ...key, fromMe: true, participant: OWN.lid })).toMatchObject({
      direction: 'outgoing',
      sender: OWN,
      recipient: null,
    });
  });

  it('carries the mark of a community only in its announcement group', () => {
    const context = contextWith({ isCommunityAnnouncement: (jid) => jid === GROUP });
    expect(tell(key, context).chat).toHaveProperty('isCommunity', true);
    expect(tell(key).chat).not.toHaveProperty('isCommunity');
    expect(tell({ remoteJid: '1203@g.us', participant: BOB.jid }, context).chat).not.toHaveProperty(
      'isCommunity',
    );
  });
});

describe('A message of many', () => {
  it('in a channel is from the channel itself', () => {
    const context = contextWith({ nameOf: () => 'News' });
    const channel = { jid: '120363@newsletter', lid: null, name: 'News' };
    expect(tell({ remoteJid: '120363@newsletter' }, context)).toMatchObject({
      chat: { ...channel, type: 'newsletter' },
      sender: channel,
    });
  });

  it('in a channel is read although Baileys hands it over as JSON', () => {
    const asJson = (message: proto.IMessage) =>
      proto.WebMessageInfo.fromObject({
        key: { remoteJid: '120363@newsletter', id: 'C1', fromMe: false },
        message: decoded(message).toJSON(),
        messageTimestamp: SECONDS,
      }).toJSON() as WAMessage;
    expect(told(asJson({ imageMessage: { caption: 'Sea', fileLength: 12_345 } }))).toMatchObject({
      timestamp: MOMENT,
      message: { type: 'image', content: 'Sea', media: { size: 12_345 } },
    });
    const key = { id: 'C0', remoteJid: '120363@newsletter' };
    expect(told(asJson({ protocolMessage: { type: 0, key } }))).toMatchObject({
      id: 'C0',
      message: { type: 'message_revoke' },
    });
  });

  it.each([
    ['a story', 'status@broadcast', 'status'],
    ['a list', '1790552400@broadcast', 'broadcast'],
  ])('as %s is never told as private', (_, remoteJid, type) => {
    expect(tell({ remoteJid, participant: ANA.lid })).toMatchObject({
      chat: { jid: remoteJid, type },
      sender: ANA,
      recipient: null,
    });
  });
});

describe('The source', () => {
  it('is told in both places', () => {
    const sent = { ...received({ conversation: 'Hi' }, { fromMe: true }), source: 'crm' };
    expect(told(sent)).toMatchObject({
      source: 'crm',
      message: { source: 'crm' },
    });
  });
});

describe('The time of a message', () => {
  it.each([0, -5, 1e15, null])('that says %p is when it came', (messageTimestamp) => {
    const message = received({ conversation: 'Hi' }, {}, { messageTimestamp });
    expect(told(message).timestamp).toBe(AT);
  });
});
