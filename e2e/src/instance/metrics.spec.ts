import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readMetrics } from '@starling/contract';
import {
  callOperation,
  type Client,
  clientOf,
  newTenant,
  type Product,
  refusal,
  startProduct,
  testServices,
} from '@starling/testing';
import pg from 'pg';

/* What stored messages add up to. The messages are written by the test itself; who stores them is another room. */
const database = new pg.Client(testServices().databaseUrl);
const DAY_MS = 24 * 60 * 60 * 1000;
const now = Date.now();
const at = (daysAgo: number) => new Date(Math.floor(now / 1000) * 1000 - daysAgo * DAY_MS);
const told = (daysAgo: number) => at(daysAgo).toISOString().replace('.000Z', 'Z');

interface StoredMessage {
  readonly chat: string;
  readonly fromMe?: boolean;
  readonly type?: string;
  readonly media?: string;
  readonly status?: number;
  readonly daysAgo?: number;
}

const ANA = '5511999990001@s.whatsapp.net';
const BOB = '5511999990002@s.whatsapp.net';
const TEAM = '120363000000000001@g.us';

const SALES: readonly StoredMessage[] = [
  { chat: ANA, daysAgo: 40 },
  { chat: ANA, fromMe: true, status: 4, daysAgo: 10 },
  { chat: ANA, fromMe: true, status: 5, type: 'audio', media: 'audio', daysAgo: 3 },
  { chat: BOB, fromMe: true, status: -1, daysAgo: 2 },
  { chat: TEAM, type: 'image', media: 'image', daysAgo: 1 },
  { chat: TEAM, fromMe: true, status: 1, type: 'image', media: 'image', daysAgo: 1 },
];
const SUPPORT: readonly StoredMessage[] = [
  { chat: ANA, fromMe: true, status: 0, daysAgo: 50 },
  { chat: ANA, fromMe: true, status: 2, daysAgo: 0 },
];

const NOTHING = {
  totalMessages: 0,
  messagesReceived: 0,
  messagesSent: 0,
  messagesByType: {},
  groupMessages: 0,
  individualMessages: 0,
  messagesWithMedia: 0,
  mediaByType: {},
  messagesByStatus: { pending: 0, sent: 0, delivered: 0, read: 0, played: 0, failed: 0 },
  uniqueChats: 0,
  uniqueGroups: 0,
  uniqueContacts: 0,
  messagesLast7Days: 0,
  messagesLast30Days: 0,
  firstMessageAt: null,
  lastMessageAt: null,
};
const OF_SALES = {
  totalMessages: 6,
  messagesReceived: 2,
  messagesSent: 4,
  messagesByType: { text: 3, audio: 1, image: 2 },
  groupMessages: 2,
  individualMessages: 4,
  messagesWithMedia: 3,
  mediaByType: { audio: 1, image: 2 },
  messagesByStatus: { pending: 0, sent: 1, delivered: 0, read: 1, played: 1, failed: 1 },
  uniqueChats: 3,
  uniqueGroups: 1,
  uniqueContacts: 2,
  messagesLast7Days: 4,
  messagesLast30Days: 5,
  firstMessageAt: told(40),
  lastMessageAt: told(1),
};
const OF_BOTH = {
  totalMessages: 8,
  messagesReceived: 2,
  messagesSent: 6,
  messagesByType: { text: 5, audio: 1, image: 2 },
  groupMessages: 2,
  individualMessages: 6,
  messagesWithMedia: 3,
  mediaByType: { audio: 1, image: 2 },
  messagesByStatus: { pending: 1, sent: 1, delivered: 1, read: 1, played: 1, failed: 1 },
  uniqueChats: 4,
  uniqueGroups: 1,
  uniqueContacts: 3,
  messagesLast7Days: 5,
  messagesLast30Days: 6,
  firstMessageAt: told(50),
  lastMessageAt: told(0),
};

let product: Product;
let mine: Client;
let salesToken: string;

async function store(instanceId: string, messages: readonly StoredMessage[]): Promise<void> {
  for (const {
    chat,
    fromMe = false,
    type = 'text',
    media = null,
    status = 0,
    daysAgo = 0,
  } of messages) {
    await database.query(
      `INSERT INTO messages (instance_id, message_id, chat_jid, from_me, type, media_type, status, sent_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [instanceId, randomUUID(), chat, fromMe, type, media, status, at(daysAgo)],
    );
  }
}

beforeAll(async () => {
  await database.connect();
  product = await startProduct(testServices());
  mine = clientOf(
    product.baseUrl,
    (await newTenant(product, { rateLimitPerMinute: 10_000 })).token,
  );
  for (const [name, messages] of [
    ['sales', SALES],
    ['sup port', SUPPORT],
    ['silent', []],
  ] as const) {
    const { body } = await mine.post('/api/instance/new', { name });
    const { instance } = body as { instance: { id: string; token: string } };
    await store(instance.id, messages);
    if (name === 'sales') salesToken = instance.token;
  }
});

afterAll(async () => {
  await product.stop();
  await database.end();
});

async function metricsOf(instance: string, token = mine.token) {
  const reply = await callOperation(product.baseUrl, readMetrics, { token, params: { instance } });
  expect(reply.message).toBe('Metrics retrieved successfully');
  return reply.metrics;
}

describe('Metrics', () => {
  it('of an instance without messages are zeros, empty maps and no dates', async () => {
    expect(await metricsOf('silent')).toEqual({ instance: 'silent', ...NOTHING });
  });

  it('of one instance count its messages and nobody else’s', async () => {
    expect(await metricsOf('sales')).toEqual({ instance: 'sales', ...OF_SALES });
  });

  it.each([
    'sales,sup port',
    ' sup port ,sales',
    'sales,sup port,silent',
    'sales,,sales,sup port,',
  ])(
    'of %j are one object, everything summed, from the first to the last message',
    async (instance) => {
      expect(await metricsOf(instance)).toEqual({ instance, ...OF_BOTH });
    },
  );

  it('of several that are all silent are those of none', async () => {
    expect(await metricsOf('silent,silent')).toEqual({ instance: 'silent,silent', ...NOTHING });
  });

  it('are told to the token of the instance, for itself alone', async () => {
    for (const instance of ['sales', ' sales,sales ']) {
      expect(await metricsOf(instance, salesToken)).toEqual({ instance, ...OF_SALES });
    }
    for (const others of ['silent', 'sales,silent', 'nobody', 'sales,nobody']) {
      const path = `/api/instance/metrics/${encodeURIComponent(others)}`;
      expect(refusal(await clientOf(product.baseUrl, salesToken).get(path))).toEqual([
        403,
        'Instance token does not match requested instance',
      ]);
    }
  });

  it.each([
    [',', [400, 'Instance name is required']],
    [' , ,', [400, 'Instance name is required']],
    ['nobody', [404, 'Instance not found']],
    ['sales,nobody', [404, 'Instance not found']],
    ['sales,a/b', [404, 'Instance not found']],
    ['Sales', [404, 'Instance not found']],
  ])('of %j are refused', async (names, expected) => {
    const reply = await mine.get(`/api/instance/metrics/${encodeURIComponent(names)}`);
    expect(refusal(reply)).toEqual(expected);
  });
});
