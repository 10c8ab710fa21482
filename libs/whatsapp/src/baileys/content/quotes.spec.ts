import { describe, expect, it } from '@jest/globals';
import { type proto } from '@whiskeysockets/baileys';
import { ANA, BOB, bodyOf, OWN, whole } from '../../testing/translation.js';

const quoting = (quotedMessage: proto.IMessage, participant = OWN.jid) =>
  bodyOf({
    extendedTextMessage: {
      text: 'Yes',
      contextInfo: { stanzaId: '3EB0Q', participant, quotedMessage },
    },
  });

const QUOTED: readonly [string, proto.IMessage, string, string][] = [
  ['a text', { conversation: 'Coming?' }, 'text', 'Coming?'],
  ['an image with a caption', { imageMessage: { caption: 'Sea' } }, 'image', 'Sea'],
  ['an image without a caption', { imageMessage: {} }, 'image', ''],
  ['a voice note', { audioMessage: { ptt: true } }, 'audio', ''],
  ['a sticker', { stickerMessage: {} }, 'sticker', ''],
  ['a contact', { contactMessage: { displayName: 'Bob' } }, 'contact', 'Bob'],
  ['an image for one look', { viewOnceMessageV2: { message: { imageMessage: {} } } }, 'image', ''],
  ['what nobody reads', { productMessage: {} }, 'unknown', ''],
  ['nothing that is left', {}, 'unknown', ''],
];

describe('A reply', () => {
  it.each(QUOTED)('to %s tells it in both shapes', (_, quoted, type, content) => {
    const { context, reply } = { reply: undefined, ...quoting(quoted) };
    expect(context).toEqual({ messageId: '3EB0Q', participant: OWN.jid, type, content });
    expect(reply).toEqual({ message_id: '3EB0Q', text: content, sender: OWN.jid });
  });

  it.each([
    ['a hidden address that is known', ANA.lid, ANA.jid],
    ['an address with a device', '5581900000002:12@s.whatsapp.net', BOB.jid],
    ['our own hidden address', OWN.lid, OWN.jid],
    ['a hidden address that nobody knows', '999:3@lid', '999@lid'],
    ['the address of the old kind', '5581900000002@c.us', BOB.jid],
    ['a device that Meta runs', '5581900000002:99@hosted', BOB.jid],
    ['a hidden address of such a device', '901:99@hosted.lid', ANA.jid],
    ['what is no address', 'Bob', ''],
  ])('to %s names its author by the phone where it can', (_, participant, expected) => {
    const body = { reply: undefined, ...quoting({ conversation: 'a' }, participant) };
    expect(body.context).toMatchObject({ participant: expected });
    expect(body.reply).toMatchObject({ sender: expected });
  });

  it.each<[string, proto.IMessage]>([
    ['an image', { imageMessage: {} }],
    ['a voice note', { audioMessage: { ptt: true } }],
    ['a place', { locationMessage: {} }],
    ['a contact', { contactMessage: {} }],
    ['a poll', { pollCreationMessageV3: {} }],
    ['an event', { eventMessage: {} }],
  ])('may be %s as well', (_, content) => {
    const [[name, inner]] = Object.entries(content) as [[string, object]];
    const contextInfo = {
      stanzaId: '3EB0Q',
      participant: OWN.jid,
      quotedMessage: { conversation: 'a' },
    };
    expect(bodyOf({ [name]: { ...inner, contextInfo } })).toMatchObject({
      context: { messageId: '3EB0Q' },
      reply: { message_id: '3EB0Q' },
    });
  });
});

describe('A message without a quote', () => {
  it('has no key for a reply or for mentions', () => {
    const body = bodyOf({ extendedTextMessage: { text: 'Hi', contextInfo: { stanzaId: 'x' } } });
    expect(body).toEqual(whole({ type: 'text', content: 'Hi' }));
  });
});

describe('A mention', () => {
  const mentioning = (mentionedJid: string[]) =>
    bodyOf({ extendedTextMessage: { text: '@you', contextInfo: { mentionedJid } } });

  it('names the phones that are known', () => {
    expect(mentioning([ANA.lid, `5581900000002:4@s.whatsapp.net`, '77@lid'])).toMatchObject({
      mentions: { mentionedUsers: [ANA.jid, BOB.jid, '77@lid'] },
    });
  });

  it('of what is no address is left out', () => {
    expect(mentioning(['everybody', ANA.jid])).toMatchObject({
      mentions: { mentionedUsers: [ANA.jid] },
    });
    expect(mentioning(['everybody'])).not.toHaveProperty('mentions');
  });
});

describe('A wrapper', () => {
  it.each([
    'ephemeralMessage',
    'viewOnceMessage',
    'viewOnceMessageV2',
    'viewOnceMessageV2Extension',
    'documentWithCaptionMessage',
    'deviceSentMessage',
    'groupMentionedMessage',
    'associatedChildMessage',
  ])('%s tells what is in it, in another wrapper too', (name) => {
    const message = { imageMessage: { caption: 'Sea' } };
    const expected = { type: 'image', content: 'Sea', media: { caption: 'Sea' } };
    expect(bodyOf({ [name]: { message } })).toMatchObject(expected);
    expect(bodyOf({ [name]: { message: { ephemeralMessage: { message } } } })).toMatchObject(
      expected,
    );
  });
});
