import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  newTenant,
  type Product,
  refusal,
  requestJson,
  startProduct,
  type Tenant,
  testServices,
} from '@starling/testing';

/* The rules of creating, listing and configuring, as a client meets them. */
const FREE = { rateLimitPerMinute: 1_000_000 };

let product: Product;
let tenant: Tenant;

beforeAll(async () => {
  product = await startProduct(testServices());
  tenant = await newTenant(product, FREE);
}, 60_000);

afterAll(() => product.stop());

const ask = (method: string, path: string, body?: unknown, token = tenant.token) =>
  requestJson(product.baseUrl, method, path, { token, ...(body !== undefined && { body }) });
const create = (body: object, token = tenant.token) =>
  ask('POST', '/api/instance/new', body, token);
const list = (query = '', token = tenant.token) =>
  ask('GET', `/api/instance/list${query}`, undefined, token);
const names = (reply: { body: unknown }) =>
  (reply.body as { instances: { name: string }[] }).instances.map(({ name }) => name);

describe('Creating an instance', () => {
  it.each([
    [{}, 400, 'Instance name is required'],
    [{ name: '  ' }, 400, 'Instance name is required'],
    [{ name: 'a/b' }, 400, 'Invalid instance name'],
    [{ name: 'x'.repeat(101) }, 400, 'Invalid instance name'],
    [{ name: 'ok', token: 'short' }, 400, 'Invalid instance token'],
    [{ name: 'ok', webhookEnabled: 'yes' }, 400, 'Invalid request body'],
    [{ name: '', webhookEnabled: 'yes' }, 400, 'Invalid request body'],
    [{ name: 'ok', proxyEnabled: true }, 400, 'Proxy host and port are required'],
    [
      { name: 'ok', proxyEnabled: true, proxyHost: 'h', proxyPort: 1, proxyProtocol: 'ftp' },
      400,
      "Invalid proxy protocol. Use 'http', 'https' or 'socks5'",
    ],
    [{ name: 'ok', s3Enabled: true, s3Region: 'r' }, 400, 'Invalid request body'],
  ])('refuses %j', async (body, status, text) => {
    expect(refusal(await create(body))).toEqual([status, text]);
  });

  it('refuses a name and a token that are taken, and more than the quota', async () => {
    const small = await newTenant(product, { ...FREE, quotas: { instances: 1 } });
    expect(
      (await create({ name: 'a', token: `taken-${small.accountId}` }, small.token)).status,
    ).toBe(201);
    expect(refusal(await create({ name: 'b' }, small.token))).toEqual([
      403,
      'Account instance quota exceeded',
    ]);
    await create({ name: 'twice' });
    expect(refusal(await create({ name: ' twice ' }))).toEqual([
      409,
      'Instance name already exists',
    ]);
    expect(refusal(await create({ name: 'new', token: `taken-${small.accountId}` }))).toEqual([
      409,
      'Instance token already exists',
    ]);
  });

  it('goes on without a webhook or WebSocket block that is wrong, and stores nothing of it', async () => {
    const reply = await create({
      ...{ name: 'lenient', webhookEnabled: true, webhookURL: 'nonsense' },
      ...{ websocketEnabled: true, websocketEvents: ['no.such.event'] },
    });
    expect(reply.body).toMatchObject({
      instance: {
        webhook: { enabled: false, url: '', events: [] },
        websocket: { enabled: false, events: [], mediaBase64: false },
      },
    });
    expect(refusal(await ask('GET', '/api/events/getWebsocket/lenient'))).toEqual([
      404,
      'WebSocket not configured for this instance',
    ]);
  });

  it('makes a disabled WebSocket row when a block says false', async () => {
    await create({ name: 'off', websocketEnabled: false });
    expect((await ask('GET', '/api/events/getWebsocket/off')).body).toMatchObject({
      websocket: { enabled: false, events: [], mediaBase64: false },
    });
  });
});

describe('Listing', () => {
  it('follows the table of filters, oldest first', async () => {
    const { token } = await newTenant(product, FREE);
    for (const name of ['b', 'a', 'C']) await create({ name }, token);
    expect(names(await list('', token))).toEqual(['b', 'a', 'C']);
    expect(names(await list('?instanceName=', token))).toEqual(['b', 'a', 'C']);
    expect((await list('?instanceName=%20,%20', token)).body).toMatchObject({
      message: '0 Instances found',
      instances: [],
      meta: { total: 0 },
    });
    expect((await list('?instanceName=a,,a', token)).body).toMatchObject({
      message: '1 Instance found',
      meta: { total: 1 },
    });
    expect(refusal(await list('?instanceName=c', token))).toEqual([404, 'Instance not found']);
    expect(names(await list('?instanceName=C,nobody,b', token))).toEqual(['b', 'C']);
    expect(names(await list('?instanceName=a&instanceName=b', token))).toEqual(['b', 'a']);
    expect(names(await list('?instanceName=x,y', token))).toEqual([]);
  });

  it('shows a token of an instance its own instance, whatever the filter', async () => {
    const created = (await create({ name: 'alone' })).body as { data: { token: string } };
    expect(names(await list('?instanceName=nobody', created.data.token))).toEqual(['alone']);
  });

  it('finds any well-formed name again, and only by its exact spelling', async () => {
    const { token } = await newTenant(product, FREE);
    const wellFormed = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    const property = fc.asyncProperty(wellFormed, async (text) => {
      const created = await create({ name: text }, token);
      if (created.status === 400 || created.status === 409) return;
      const { name } = (created.body as { instance: { name: string } }).instance;
      const found = await list(`?instanceName=${encodeURIComponent(text)}`, token);
      expect(names(found)).toEqual([name]);
      expect(
        (
          await ask(
            'GET',
            `/api/instance/getSettings/${encodeURIComponent(name)}`,
            undefined,
            token,
          )
        ).status,
      ).toBe(200);
    });
    await fc.assert(property, { numRuns: 40, seed: 7 });
  }, 60_000);
});

describe('Webhooks', () => {
  const set = (label: string, more: object = {}) =>
    ask('POST', '/api/events/webhook/hooked', {
      label,
      enabled: true,
      url: 'https://a.example/x',
      ...more,
    });

  it('are at most three enabled, however many try at once', async () => {
    await create({ name: 'hooked' });
    const replies = await Promise.all(['1', '2', '3', '4', '5', '6'].map((label) => set(label)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 200, 400, 400, 400]);
    const refused = replies.find(({ status }) => status === 400);
    expect(refused && refusal(refused)).toEqual([
      400,
      'Maximum of 3 enabled webhooks per instance reached',
    ]);
  });

  it('give their filter back exactly as it was sent', async () => {
    await create({ name: 'exact' });
    for (const events of [[], ['label.update', 'call.update', 'message.exchange']]) {
      const body = { enabled: true, url: 'https://a.example/x?k=1', events };
      await ask('POST', '/api/events/webhook/exact', body);
      const read = await ask('GET', '/api/events/webhook/exact?label=');
      expect((read.body as { webhook: object }).webhook).toEqual({
        ...{ label: 'default', ...body, authorization: null, byEvents: false, mediaBase64: false },
      });
    }
  });

  it('forget all but their label and byEvents when they are disabled', async () => {
    await create({ name: 'cleared' });
    await ask('POST', '/api/events/webhook/cleared', {
      enabled: true,
      url: 'https://a.example',
      authorization: 'Bearer x',
    });
    const off = await ask('POST', '/api/events/webhook/cleared', {
      enabled: false,
      byEvents: true,
      url: 'https://b',
    });
    expect((off.body as { webhook: object }).webhook).toEqual({
      ...{ label: 'default', enabled: false, url: '', authorization: null },
      ...{ byEvents: true, events: [], mediaBase64: false },
    });
  });
});
