import { describe, expect, it } from '@jest/globals';
import {
  sendButton,
  sendCarousel,
  sendContact,
  sendEvent,
  sendForm,
  sendList,
  sendLocation,
  sendPix,
  sendPoll,
  sendReaction,
  sendStatus,
  parseBody,
} from '@starling/contract';
import { proto } from '@whiskeysockets/baileys';
import { type ContentOf, type FileContent, type OutgoingContent } from '../../port/outgoing.js';
import { contentOf, judged } from '../../testing/composed.js';
import { ANA, BOB, MOMENT } from '../../testing/translation.js';
import { compose } from './compose.js';

/** One content of each kind, and the message that WhatsApp gets. */
const CONTENTS: {
  readonly [Kind in OutgoingContent['kind']]: [content: ContentOf<Kind>, expected: object];
} = {
  text: [
    { kind: 'text', text: 'Hi @1', mentions: [BOB.jid] },
    { extendedTextMessage: { text: 'Hi @1', contextInfo: { mentionedJid: [BOB.jid] } } },
  ],
  file: [
    {
      kind: 'file',
      file: { kind: 'document', path: import.meta.filename, mimeType: 'a/b', fileName: 'a' },
    },
    { documentMessage: { mimetype: 'a/b', fileName: 'a', url: 'https://m/1' } },
  ],
  location: [
    { kind: 'location', body: judged(sendLocation, { latitude: 1.5, longitude: -2 }) },
    { locationMessage: { degreesLatitude: 1.5, degreesLongitude: -2 } },
  ],
  contact: [
    {
      kind: 'contact',
      contact: judged(sendContact, { vcard: [{ fullName: 'Ana', phone: '5511988887777' }] }),
    },
    { contactMessage: { displayName: 'Ana' } },
  ],
  reaction: [
    { kind: 'reaction', reaction: judged(sendReaction, { messageId: 'A', reaction: '👍' }) },
    { reactionMessage: { text: '👍', key: { remoteJid: ANA.jid, id: 'A' } } },
  ],
  poll: [
    {
      kind: 'poll',
      body: judged(sendPoll, { question: 'Which?', options: ['A', 'B'], maxAnswer: 1 }),
    },
    { pollCreationMessageV3: { name: 'Which?', selectableOptionsCount: 1 } },
  ],
  event: [
    {
      kind: 'event',
      body: judged(sendEvent, { name: 'Demo', startAt: '2026-05-04T15:00:00-03:00' }),
    },
    { eventMessage: { name: 'Demo', startTime: '1777917600' } },
  ],
  form: [
    {
      kind: 'form',
      body: judged(sendForm, {
        message: 'Who?',
        formType: 'contact_details',
        buttonLabel: 'Fill in',
      }),
    },
    menuWith({
      body: { text: 'Who?' },
      nativeFlowMessage: { buttons: [{ name: 'galaxy_message' }] },
    }),
  ],
  pix: [
    {
      kind: 'pix',
      pix: judged(sendPix, { merchantName: 'Bakery', pixKey: 'k-1', pixKeyType: 'RANDOM' }),
      reference: 'REF',
    },
    menuWith({
      nativeFlowMessage: {
        buttons: [
          {
            name: 'payment_info',
            buttonParamsJson: expect.stringContaining('"reference_id":"REF"'),
          },
        ],
      },
    }),
  ],
  list: [
    {
      kind: 'list',
      body: judged(sendList, {
        contentText: 'Well?',
        buttonText: 'Open',
        footerText: 'F',
        sections: [{ rows: [{ id: 'a', title: 'A', description: 'first' }] }],
      }),
    },
    { listMessage: { description: 'Well?', buttonText: 'Open' } },
  ],
  buttons: [
    {
      kind: 'buttons',
      buttons: judged(sendButton, {
        contentText: 'Well?',
        buttons: [{ id: 'yes', displayText: 'Yes' }],
      }),
      header: { kind: 'image', path: '/tmp/header', mimeType: 'image/png' },
    },
    menuWith({
      header: { imageMessage: { url: 'https://m/tmp/header' } },
      body: { text: 'Well?' },
    }),
  ],
  carousel: [
    {
      kind: 'carousel',
      carousel: judged(sendCarousel, {
        message: 'M',
        cards: [{ header: { title: 'T', imageUrl: 'https://a/b' }, body: { text: 'B' } }],
      }),
      headers: [{ kind: 'image', path: '/tmp/card', mimeType: 'image/png' }],
    },
    menuWith({
      carouselMessage: { cards: [{ header: { imageMessage: { url: 'https://m/tmp/card' } } }] },
    }),
  ],
  story: [
    { kind: 'story', story: parseBody(sendStatus, { type: 'text', message: 'Hi' }) },
    { extendedTextMessage: { text: 'Hi', font: 'SYSTEM' } },
  ],
  edit: [
    { kind: 'edit', text: 'new', edited: { id: 'A', remoteJid: ANA.jid, fromMe: true } },
    {
      protocolMessage: {
        type: 'MESSAGE_EDIT',
        key: { id: 'A', remoteJid: ANA.jid, fromMe: true },
        editedMessage: { extendedTextMessage: { text: 'new' } },
      },
    },
  ],
  revoke: [
    { kind: 'revoke', revoked: { id: 'A', remoteJid: ANA.jid, fromMe: true } },
    { protocolMessage: { key: { id: 'A', remoteJid: ANA.jid, fromMe: true } } },
  ],
  forward: [
    {
      kind: 'forward',
      original: {
        key: { id: 'A', remoteJid: BOB.jid, fromMe: false },
        payload: proto.Message.encode({ conversation: 'Look' }).finish(),
        sentAt: new Date(MOMENT),
      },
    },
    { extendedTextMessage: { text: 'Look', contextInfo: { isForwarded: true } } },
  ],
};

function menuWith(interactiveMessage: object): object {
  return { viewOnceMessage: { message: { interactiveMessage } } };
}

describe('A content of the kind', () => {
  /** Files are not uploaded here: their address is made of their path. */
  const upload = ({ path }: FileContent): Promise<proto.IMessage> =>
    Promise.resolve({ imageMessage: { url: `https://m${path}` } });

  it.each(Object.entries(CONTENTS))('%s becomes its message', async (_, [content, expected]) => {
    const composed = await compose(content, { jid: ANA.jid, upload });
    expect(await contentOf(composed)).toMatchObject(expected);
  });
});
