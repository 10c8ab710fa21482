import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  newTenant,
  type Product,
  requestJson,
  startProduct,
  testServices,
} from '@starling/testing';

/* Every text with which a route of messages or chats refuses what it was sent, over HTTP. No session is needed. */
let product: Product;
let token: string;

beforeAll(async () => {
  product = await startProduct(testServices());
  ({ token } = await newTenant(product, { rateLimitPerMinute: 100_000 }));
  await requestJson(product.baseUrl, 'POST', '/api/instance/new', { token, body: { name: 'i' } });
});

afterAll(() => product.stop());

const number = '5511999999999';
const row = { id: '1', title: 'r' };
const card = { header: { title: 't' }, body: { text: 'x' } };
const button = { id: '1', displayText: 'b' };
const list = { contentText: 'c', buttonText: 'b' };
const many = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

type Row = readonly [route: string, body: object, text: string];

const MESSAGES: readonly Row[] = [
  ['text', {}, 'Number is required'],
  ['text', { number: ' ' }, 'Number is required'],
  ['text', { number }, 'Message is required'],
  ['text', { number: 'x', message: 'Hi' }, 'Invalid number: x'],
  ['text', { number, message: 5 }, 'Invalid request body: message: '],
  ['media', { number }, "Invalid mediaType. Use 'image', 'video', 'document' or 'audio'"],
  [
    'media',
    { number, mediaType: 'IMAGE' },
    "Invalid mediaType. Use 'image', 'video', 'document' or 'audio'",
  ],
  ['media', { number, mediaType: 'image' }, 'Provide exactly one of mediaUrl or mediaBase64'],
  ['sticker', { number }, 'imageUrl is required'],
  ['location', { number }, 'Latitude and longitude are required'],
  ['location', { number, latitude: 0, longitude: 0 }, 'Latitude and longitude are required'],
  ['location', { number, latitude: 91, longitude: 1 }, 'Latitude or longitude out of range'],
  ['contact', { number }, 'vcard is required'],
  ['contact', { number, vcard: [] }, 'vcard is required'],
  ['contact', { number, vcard: { fullName: 'A' } }, 'fullName and phone are required'],
  ['reaction', { number }, 'messageId is required'],
  ['reaction', { number, messageId: 'A' }, 'reaction is required'],
  [
    'reaction',
    { number: '1@g.us', messageId: 'A', reaction: '👍' },
    'participant is required for group messages',
  ],
  ['poll', { number }, 'question is required'],
  ['poll', { number, question: 'q', options: ['a'] }, 'options must have between 2 and 12 items'],
  [
    'poll',
    { number, question: 'q', options: ['a', 'a'] },
    'options must have between 2 and 12 items',
  ],
  ['carousel', { number }, 'cards must have between 1 and 10 items'],
  ['carousel', { number, cards: many(11, card) }, 'cards must have between 1 and 10 items'],
  [
    'carousel',
    { number, cards: [card, { body: { text: 'x' } }] },
    'cards[1].header.title is required',
  ],
  ['carousel', { number, cards: [{ header: { title: 't' } }] }, 'cards[0].body.text is required'],
  ['button', { number }, 'contentText is required'],
  ['button', { number, contentText: 'c' }, 'buttons must have between 1 and 3 items'],
  [
    'button',
    { number, contentText: 'c', buttons: many(4, button) },
    'buttons must have between 1 and 3 items',
  ],
  [
    'button',
    { number, contentText: 'c', buttons: [{ id: '1' }] },
    'buttons[0].displayText is required',
  ],
  [
    'button',
    { number, contentText: 'c', buttons: [{ ...button, type: 'x' }] },
    "Invalid button type. Use 'REPLY', 'URL', 'CALL' or 'COPY'",
  ],
  [
    'button',
    { number, contentText: 'c', buttons: [button], mediaUrl: 'http://a' },
    'mediaType is required when mediaUrl is set',
  ],
  ['list', { number }, 'contentText is required'],
  ['list', { number, contentText: 'c' }, 'buttonText is required'],
  ['list', { number, ...list }, 'sections must have between 1 and 10 items'],
  [
    'list',
    { number, ...list, sections: [{ title: 's' }] },
    'sections[0].rows must have between 1 and 10 items',
  ],
  [
    'list',
    { number, ...list, sections: [{ rows: [row, { id: '2' }] }] },
    'sections[0].rows[1].title is required',
  ],
  ['form', { number }, 'message is required'],
  [
    'form',
    { number, message: 'm' },
    "Invalid formType. Use 'contact_details' or 'registration_offer'",
  ],
  ['form', { number, message: 'm', buttonParamsJSON: '{' }, 'Invalid buttonParamsJSON'],
  ['pix', { number }, 'merchantName is required'],
  ['pix', { number, merchantName: 'm' }, 'pixKey is required'],
  [
    'pix',
    { number, merchantName: 'm', pixKey: '1', pixKeyType: 'x' },
    "Invalid pixKeyType. Use 'CPF', 'CNPJ', 'EMAIL', 'PHONE' or 'RANDOM'",
  ],
  ['status', {}, "Invalid type. Use 'text', 'image', 'video' or 'audio'"],
  ['status', { type: 'text' }, 'Message is required'],
  ['status', { type: 'image' }, 'mediaUrl is required'],
  ['status', { type: 'text', message: 'm', backgroundColor: 'red' }, 'Invalid backgroundColor'],
  ['event', { number }, 'name is required'],
  ['event', { number, name: 'n' }, 'startAt is required'],
  ['event', { number, name: 'n', startAt: '2026-05-04' }, 'Invalid startAt. Use RFC 3339'],
  [
    'event',
    { number, name: 'n', startAt: '2026-05-04T10:00:00Z', endAt: '2026-05-04T09:00:00Z' },
    'Invalid endAt. Use RFC 3339 and a time after startAt',
  ],
];

const CHATS: readonly Row[] = [
  ['presence', {}, 'Number is required'],
  ['presence', { number }, "State is required. Use 'typing', 'recording', or 'pause'"],
  ['presence', { number, state: 'x' }, "Invalid state. Use 'typing', 'recording', or 'pause'"],
  ['history', {}, 'Number is required'],
  [
    'history',
    { number, to: 'x' },
    "invalid 'to' date format. Use ISO 8601 format (e.g., '2026-02-16T18:32:39Z')",
  ],
  ['markRead', { number }, 'messageId is required'],
  ['markRead', { number: '1@g.us', messageId: 'A' }, 'sender is required for group messages'],
  ['markChatRead', {}, 'Number is required'],
  ['forward', {}, 'messageId is required'],
  ['forward', { messageId: 'A' }, 'to is required'],
  ['forward', { messageId: 'A', to: 'x' }, 'Invalid number: x'],
  ['forward', [], 'Invalid request body'],
  ['edit', {}, 'messageId is required'],
  ['edit', { messageId: 'A', content: ' ' }, 'content is required'],
  ['edit', [], 'Invalid request body'],
];

const ask = async (path: string, body: object) => {
  const reply = await requestJson(product.baseUrl, 'POST', path, { token, body });
  return [reply.status, (reply.body as { error: { message: string } }).error.message] as const;
};

describe('A message', () => {
  it.each(MESSAGES)('of kind %s with %j is told: %s', async (kind, body, text) => {
    const [status, said] = await ask(`/api/message/${kind}/i`, body);
    expect(status).toBe(400);
    expect(text.endsWith(': ') ? said.slice(0, text.length) : said).toBe(text);
  });

  it('that is right needs a connection', async () => {
    expect(await ask('/api/message/text/i', { number, message: 'Hi' })).toEqual([
      503,
      'Instance is not connected to WhatsApp',
    ]);
  });
});

describe('A call about a chat', () => {
  it.each(CHATS)('to %s with %j is told: %s', async (route, body, text) => {
    expect(await ask(`/api/chat/${route}/i`, body)).toEqual([400, text]);
  });

  it('to delete names the message in its own spelling', async () => {
    const reply = await requestJson(product.baseUrl, 'DELETE', '/api/chat/delete/i', {
      token,
      body: {},
    });
    expect([reply.status, reply.body]).toEqual([
      400,
      { success: false, error: { message: 'MessageID is required' } },
    ]);
  });
});
