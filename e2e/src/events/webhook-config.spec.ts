import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EVENT_NAMES, NO_WEBHOOK, WEBHOOK_NOT_PUBLIC } from '@starling/contract';
import {
  type Client,
  clientOf,
  newTenant,
  type Product,
  refusal,
  startProduct,
  testServices,
} from '@starling/testing';
import { CLEARED, ON, retrieved, SHOWN, stored, told, WebhookRows } from './webhook-rows.js';

/* The webhooks of an instance as they are configured; no delivery is made here. */
const INVALID_BODY = [400, 'Invalid request body'];
const INVALID_URL = [400, 'Invalid webhook url'];
const NOT_CONFIGURED = [404, 'Webhook not configured for this instance'];

let product: Product;
let mine: Client;
let name: string;
let rows: WebhookRows;
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
  rows = new WebhookRows(mine, name);
});

const set = (body: unknown) => rows.set(body);
const get = (query?: Record<string, string>) => rows.get(query);
const one = (label: string) => rows.one(label);
const all = () => rows.all();
const inList = () => rows.inList();

describe('A webhook', () => {
  it('is not there until it was set', async () => {
    expect(await all()).toEqual([]);
    for (const label of ['', 'default', 'x'])
      expect(refusal(await get({ label }))).toEqual(NOT_CONFIGURED);
    expect(await inList()).toEqual(NO_WEBHOOK);
  });

  it.each([
    [ON, SHOWN],
    [
      { ...ON, label: null, authorization: null, byEvents: null, events: null, mediaBase64: null },
      SHOWN,
    ],
    [
      { ...ON, authorization: ' Bearer "x" ü ' },
      { ...SHOWN, authorization: ' Bearer "x" ü ' },
    ],
    [
      { ...ON, authorization: '' },
      { ...SHOWN, authorization: '' },
    ],
    [
      { ...ON, byEvents: true, mediaBase64: true },
      { ...SHOWN, byEvents: true, mediaBase64: true },
    ],
    [
      { ...ON, events: [...EVENT_NAMES].reverse() },
      { ...SHOWN, events: [...EVENT_NAMES].reverse() },
    ],
    [
      { ...ON, events: ['label.update', 'call.update', 'label.update'] },
      { ...SHOWN, events: ['label.update', 'call.update', 'label.update'] },
    ],
    [{ enabled: false }, CLEARED],
    [
      {
        ...ON,
        enabled: false,
        authorization: 'a',
        byEvents: true,
        events: ['group.flow'],
        mediaBase64: true,
      },
      { ...CLEARED, byEvents: true },
    ],
    [{ enabled: false, url: 'nonsense' }, CLEARED],
  ])('set to %j is told exactly so, by every route that tells of it', async (body, webhook) => {
    for (let again = 0; again < 2; again += 1) {
      expect(told(await set(body))).toEqual(stored(webhook));
      expect(await one('')).toEqual(retrieved(webhook));
      expect(await all()).toEqual([webhook]);
      const { enabled, url, events } = webhook;
      expect(await inList()).toEqual({ enabled, url, events });
    }
  });

  it('is replaced whole: what is absent takes its default, not its old value', async () => {
    await set({
      ...ON,
      authorization: 'a',
      byEvents: true,
      events: ['group.flow'],
      mediaBase64: true,
    });
    expect(told(await set(ON))).toEqual(stored(SHOWN));
    expect(await one('default')).toEqual(retrieved(SHOWN));
  });

  it.each([
    'http://a',
    'https://a.example:8443/x/y?z=1&a[]=2#f',
    'HTTPS://A.EXAMPLE/X',
    'https://user:pass@a.example/',
    'https://a.example/ü?q=ü',
    'http://xn--bcher-kva.example',
  ])('may be at %s, and is told so to the letter', async (url) => {
    expect(told(await set({ ...ON, url }))).toEqual(stored({ ...SHOWN, url }));
    expect(await one('')).toEqual(retrieved({ ...SHOWN, url }));
  });

  it.each(['http://127.0.0.1:1', 'http://[::1]:80/', 'http://localhost/wh'])(
    'may be at %s, with a warning that its deliveries are refused',
    async (url) => {
      const { status, body } = await set({ ...ON, url });
      expect([status, body]).toEqual([
        200,
        {
          success: true,
          message: 'Webhook configured successfully',
          webhook: { ...SHOWN, url },
          warning: WEBHOOK_NOT_PUBLIC,
        },
      ]);
      expect(await one('')).toEqual(retrieved({ ...SHOWN, url }));
    },
  );

  it.each([
    undefined,
    null,
    '',
    ' ',
    'a.example',
    '//a.example',
    '/wh',
    'ftp://a.example',
    'ws://a.example',
    'http://',
    'https://?x',
    'https:///path',
    'http:a.example',
    'javascript:alert(1)',
    'https://a b.example',
    'https://a.example/\nx',
    ' https://a.example',
    'http://a.example:99999',
    'http://[::1',
  ])('cannot be at %j while it is enabled', async (url) => {
    expect(refusal(await set({ enabled: true, url }))).toEqual(INVALID_URL);
    expect(await all()).toEqual([]);
  });

  it.each([
    {},
    { url: ON.url },
    { ...ON, enabled: null },
    { ...ON, enabled: 'true' },
    { ...ON, events: ['Message.Exchange'] },
    { ...ON, events: ['message.exchange', 'no.such'] },
    { ...ON, events: ['message.exchange', 1] },
    { ...ON, enabled: false, events: ['no.such'] },
    { ...ON, authorization: 'a\r\nX: b' },
    { ...ON, authorization: 'a\n' },
    { ...ON, authorization: '\r' },
    { ...ON, label: 'x'.repeat(101) },
    { ...ON, byEvents: 'yes' },
  ])('refuses %j and stays as it was', async (body) => {
    await set({ ...ON, authorization: 'before' });
    expect(refusal(await set(body))).toEqual(INVALID_BODY);
    expect(await all()).toEqual([{ ...SHOWN, authorization: 'before' }]);
  });
});
