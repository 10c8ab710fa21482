import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NO_WEBHOOK } from '@starling/contract';
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

/* Several webhooks of one instance, by their labels; no delivery is made here. */
const NOT_CONFIGURED = [404, 'Webhook not configured for this instance'];
const FULL = [400, 'Maximum of 3 enabled webhooks per instance reached'];

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
const labels = async () => (await all()).map(({ label }) => label);

describe('Labels', () => {
  it.each([undefined, null, '', '  ', 'default', ' default '])(
    '%j is the default',
    async (label) => {
      expect(told(await set({ ...ON, label }))).toEqual(stored(SHOWN));
      expect(await labels()).toEqual(['default']);
    },
  );

  it.each([
    [' x ', 'x'],
    ['X', 'X'],
    ['two words', 'two words'],
    ['a/b?c&d=%', 'a/b?c&d=%'],
    ['👋'.repeat(100), '👋'.repeat(100)],
    [` ${'x'.repeat(100)} `, 'x'.repeat(100)],
  ])('%j is kept as %j and found by both', async (sent, label) => {
    expect(told(await set({ ...ON, label: sent }))).toEqual(stored({ ...SHOWN, label }));
    for (const asked of [sent, label])
      expect(await one(asked)).toEqual(retrieved({ ...SHOWN, label }));
  });

  it('sort the list, disabled ones included, and tell upper from lower case', async () => {
    for (const label of ['b', 'a', 'B']) await set({ ...ON, label });
    for (const label of ['z', 'Ä', '1']) await set({ enabled: false, label });
    expect(await labels()).toEqual(['1', 'B', 'a', 'b', 'z', 'Ä']);
    expect(await inList()).toEqual(NO_WEBHOOK);
  });

  it.each(['nobody', 'x'.repeat(5_000)])('that nobody gave are not configured', async (label) => {
    await set(ON);
    expect(refusal(await get({ label }))).toEqual(NOT_CONFIGURED);
  });

  it('with a NUL character are of a wrong type, for reading as for writing', async () => {
    for (const reply of [await get({ label: 'a\0b' }), await set({ ...ON, label: 'a\0b' })])
      expect(refusal(reply)).toEqual([400, 'Invalid request body']);
    expect(await all()).toEqual([]);
  });

  it('given at once to one webhook by several leave one row', async () => {
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => set({ ...ON, label: 'same' })),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await labels()).toEqual(['same']);
  });
});

describe('Of the enabled webhooks', () => {
  const fill = () => Promise.all(['a', 'b', 'c'].map((label) => set({ ...ON, label })));

  it('there are three at most, and a fourth leaves nothing behind', async () => {
    await fill();
    expect(refusal(await set(ON))).toEqual(FULL);
    expect(await labels()).toEqual(['a', 'b', 'c']);
  });

  it('each may always be changed, and disabled ones do not count', async () => {
    await fill();
    for (const label of ['d', 'e']) expect((await set({ enabled: false, label })).status).toBe(200);
    expect((await set({ ...ON, label: 'b', url: 'https://b.example' })).status).toBe(200);
    expect(refusal(await set({ ...ON, label: 'd' }))).toEqual(FULL);
    expect(await one('d')).toEqual(retrieved({ ...CLEARED, label: 'd' }));
    await set({ enabled: false, label: 'a' });
    expect((await set({ ...ON, label: 'd' })).status).toBe(200);
    expect(refusal(await set({ ...ON, label: 'a' }))).toEqual(FULL);
  });

  it('there are three at most, however many are set at once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, index) => set({ ...ON, label: `l${index}` })),
    );
    const refused = replies.filter(({ status }) => status === 400);
    expect(refused.map(refusal)).toEqual(Array(5).fill(FULL));
    expect(await labels()).toHaveLength(3);
  });

  it('two may have the same url', async () => {
    expect((await set({ ...ON, label: 'a' })).status).toBe(200);
    expect((await set({ ...ON, label: 'b' })).status).toBe(200);
    expect(await all()).toMatchObject([{ url: ON.url }, { url: ON.url }]);
  });

  it('those of another instance do not count', async () => {
    await fill();
    await mine.post('/api/instance/new', { name: `${name} beside` });
    expect(
      (await mine.post(`/api/events/webhook/${encodeURIComponent(`${name} beside`)}`, ON)).status,
    ).toBe(200);
  });
});
