import { describe, expect, it } from '@jest/globals';
import { proto } from '@whiskeysockets/baileys';
import { ANA, BOB, bodyOf, GROUP, OWN, received, told, whole } from '../../testing/translation.js';

const { Type } = proto.Message.ProtocolMessage;
const KEY = { remoteJid: ANA.jid, fromMe: false, id: '3EB0OLD' };

const edit = (editedMessage: proto.IMessage): proto.IMessage => ({
  protocolMessage: { type: Type.MESSAGE_EDIT, key: KEY, editedMessage },
});

const EDITS: readonly [string, proto.IMessage, string][] = [
  ['a short text', edit({ conversation: 'new' }), 'new'],
  ['a text', edit({ extendedTextMessage: { text: 'new' } }), 'new'],
  ['the caption of an image', edit({ imageMessage: { caption: 'new' } }), 'new'],
  ['the caption of a video', edit({ videoMessage: { caption: 'new' } }), 'new'],
  [
    'the caption of a document',
    edit({
      documentWithCaptionMessage: { message: { documentMessage: { caption: 'new' } } },
    }),
    'new',
  ],
  [
    'a text in a chat that forgets',
    edit({ ephemeralMessage: { message: { conversation: 'new' } } }),
    'new',
  ],
  ['a text, wrapped', { editedMessage: { message: edit({ conversation: 'new' }) } }, 'new'],
  ['a caption that was taken away', edit({ imageMessage: {} }), ''],
  ['nothing', { protocolMessage: { type: Type.MESSAGE_EDIT, key: KEY } }, ''],
];

describe('An edit', () => {
  it.each(EDITS)('of %s has an id of its own and names the original', (_, content, text) => {
    const exchange = told(received(content, { id: '3EB0NEW' }));
    expect(exchange.id).toBe('3EB0NEW');
    expect(exchange.message).toEqual(
      whole({
        type: 'message_edit',
        content: text,
        isEdit: true,
        edit: { original_id: '3EB0OLD', text },
      }),
    );
  });

  it('may mention somebody', () => {
    const contextInfo = { mentionedJid: [ANA.lid] };
    expect(bodyOf(edit({ extendedTextMessage: { text: '@Ana', contextInfo } }))).toMatchObject({
      type: 'message_edit',
      mentions: { mentionedUsers: [ANA.jid] },
    });
  });
});

describe('A revoke', () => {
  it('carries the id of what was revoked', () => {
    const content = { protocolMessage: { type: Type.REVOKE, key: KEY } };
    const exchange = told(received(content, { id: '3EB0NEW' }));
    expect(exchange.id).toBe('3EB0OLD');
    expect(exchange.message).toEqual(whole({ type: 'message_revoke', content: '' }));
  });

  it('by an admin of a group is from the admin, whoever wrote the message', () => {
    const key = { remoteJid: GROUP, id: '3EB0OLD', fromMe: false, participant: BOB.jid };
    const content = { protocolMessage: { type: Type.REVOKE, key } };
    const by = { remoteJid: GROUP, id: '3EB0NEW', participant: ANA.lid, participantAlt: ANA.jid };
    const exchange = told(received(content, by));
    expect(exchange).toMatchObject({ id: '3EB0OLD', sender: ANA, chat: { jid: GROUP } });
  });
});

describe('A reaction', () => {
  const reaction = (key: proto.IMessageKey, text = '👍'): proto.IMessage => ({
    reactionMessage: { key, text },
  });
  const block = (change: object) => ({
    emoji: '👍',
    text: '👍',
    messageId: '3EB0OLD',
    message_id: '3EB0OLD',
    fromMe: false,
    participant: ANA.jid,
    ...change,
  });

  it.each([
    ['ours', { ...KEY, fromMe: true }, {}, { fromMe: true, participant: OWN.jid }],
    ['their own', KEY, {}, {}],
    [
      'their own, under the hidden address',
      { ...KEY, remoteJid: '77@lid' },
      { remoteJid: '77@lid', remoteJidAlt: '5581900000077@s.whatsapp.net' },
      { participant: '5581900000077@s.whatsapp.net' },
    ],
    [
      "another member's of a group",
      { ...KEY, remoteJid: GROUP, participant: '5581900000002:3@s.whatsapp.net' },
      { remoteJid: GROUP, participant: ANA.jid },
      { participant: BOB.jid },
    ],
    [
      "one's own in a group, under the hidden address",
      { ...KEY, remoteJid: GROUP, participant: '77@lid' },
      {
        remoteJid: GROUP,
        participant: '77@lid',
        participantAlt: '5581900000077@s.whatsapp.net',
      },
      { participant: '5581900000077@s.whatsapp.net' },
    ],
    [
      'of nobody that is named',
      { ...KEY, remoteJid: GROUP },
      { remoteJid: GROUP, participant: ANA.jid },
      { participant: '' },
    ],
  ])('to a message that is %s says whose it is', (_, about, key, expected) => {
    expect(bodyOf(reaction(about), key)).toEqual(
      whole({ type: 'reaction', content: '👍', reaction: block(expected) }),
    );
  });

  it('that is taken back is empty', () => {
    expect(bodyOf(reaction(KEY, ''))).toMatchObject({
      type: 'reaction',
      content: '',
      reaction: { emoji: '', text: '' },
    });
  });
});
