import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EVENT_NAMES } from '@starling/contract';
import {
  type Client,
  clientOf,
  type JsonReply,
  newTenant,
  type Product,
  refusal,
  startProduct,
  testServices,
} from '@starling/testing';

/* Whether an instance may have event sockets, and what they carry: the row alone, no socket is opened here. */
const OFF = { enabled: false, events: [], mediaBase64: false };
const INVALID_BODY = [400, 'Invalid request body'];
const NOT_CONFIGURED = [404, 'WebSocket not configured for this instance'];

let product: Product;
let mine: Client;
let name: string;
let instances = 0;

beforeAll(async () => {
  product = await startProduct(testServices());
  mine = clientOf(
    product.baseUrl,
    (await newTenant(product, { rateLimitPerMinute: 10_000 })).token,
  );
});

afterAll(() => product.stop());

beforeEach(async () => {
  name = `i${(instances += 1)}`;
  await mine.post('/api/instance/new', { name });
});

const set = (body: unknown) => mine.post(`/api/events/websocket/${name}`, body);
const get = () => mine.get(`/api/events/getWebsocket/${name}`);
const told = ({ status, body }: JsonReply) => [status, body];
const stored = (websocket: object) => [
  200,
  { success: true, message: 'WebSocket configured successfully', websocket },
];
const retrieved = (websocket: object) => [
  200,
  { success: true, message: 'WebSocket configuration retrieved', websocket },
];
async function shown() {
  const { body } = await mine.get('/api/instance/list', { query: { instanceName: name } });
  return (body as { instances: [{ websocket: object }] }).instances[0].websocket;
}

describe('The event socket of an instance', () => {
  it('is not configured until a row was written, not even disabled', async () => {
    expect(refusal(await get())).toEqual(NOT_CONFIGURED);
    expect(await shown()).toEqual(OFF);
    expect(told(await set({ enabled: false }))).toEqual(stored(OFF));
    expect(told(await get())).toEqual(retrieved(OFF));
  });

  it.each([
    [{ enabled: true }, { enabled: true, events: [], mediaBase64: false }],
    [
      { enabled: true, events: null, mediaBase64: null },
      { enabled: true, events: [], mediaBase64: false },
    ],
    [
      { enabled: true, events: [], mediaBase64: true },
      { enabled: true, events: [], mediaBase64: true },
    ],
    [
      { enabled: true, events: [...EVENT_NAMES].reverse() },
      { enabled: true, events: [...EVENT_NAMES].reverse(), mediaBase64: false },
    ],
    [
      { enabled: true, events: ['label.update', 'call.update', 'label.update'] },
      {
        enabled: true,
        events: ['label.update', 'call.update', 'label.update'],
        mediaBase64: false,
      },
    ],
    [{ enabled: false, events: ['group.flow'], mediaBase64: true }, OFF],
  ])('set to %j is told exactly so, by every route that tells of it', async (body, websocket) => {
    for (let again = 0; again < 2; again += 1) {
      expect(told(await set(body))).toEqual(stored(websocket));
      expect(told(await get())).toEqual(retrieved(websocket));
      expect(await shown()).toEqual(websocket);
    }
  });

  it('is replaced whole: what is absent takes its default, not its old value', async () => {
    await set({ enabled: true, events: ['group.flow'], mediaBase64: true });
    expect(told(await set({ enabled: true }))).toEqual(
      stored({ enabled: true, events: [], mediaBase64: false }),
    );
  });

  it.each([
    {},
    { enabled: null },
    { enabled: 'true' },
    { enabled: 1 },
    { events: [] },
    { enabled: true, events: ['Message.Exchange'] },
    { enabled: true, events: ['message.exchange '] },
    { enabled: true, events: ['*'] },
    { enabled: true, events: ['message.exchange', 'no.such'] },
    { enabled: true, events: ['message.exchange', null] },
    { enabled: true, events: 'message.exchange' },
    { enabled: false, events: ['no.such'] },
    { enabled: true, mediaBase64: 'true' },
  ])('refuses %j and stays as it was', async (body) => {
    await set({ enabled: true, events: ['group.flow'], mediaBase64: true });
    expect(refusal(await set(body))).toEqual(INVALID_BODY);
    expect(told(await get())).toEqual(
      retrieved({ enabled: true, events: ['group.flow'], mediaBase64: true }),
    );
  });

  it('is refused with nothing stored, so that it stays not configured', async () => {
    await set({ enabled: true, events: ['no.such'] });
    expect(refusal(await get())).toEqual(NOT_CONFIGURED);
  });

  it('is set by several at once to what one of them said', async () => {
    const bodies = EVENT_NAMES.map((event) => ({
      enabled: true,
      events: [event],
      mediaBase64: false,
    }));
    const replies = await Promise.all(bodies.map(set));
    expect(replies.map(told)).toEqual(bodies.map(stored));
    expect(bodies).toContainEqual(((await get()).body as { websocket: unknown }).websocket);
  });
});
