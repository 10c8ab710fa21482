import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  clientOf,
  freshAddress,
  newTenant,
  type Product,
  refusal,
  requestJson,
  startProduct,
  type Tenant,
  testServices,
} from '@starling/testing';
import { rateHeadersOf } from './route-table.js';

/* What a path may be made of, declared or not. A real gateway on a real database. */
let product: Product;
let tenant: Tenant;

beforeAll(async () => {
  product = await startProduct(testServices(), { TRUST_PROXY: 'true' });
  tenant = await newTenant(product, { rateLimitPerMinute: 1_000_000 });
});

afterAll(() => product.stop());

describe('A path that is not in the table', () => {
  it.each([
    '/',
    '/api',
    '/api/instance',
    '/nope',
    '/api/instance/LIST',
    '/api/instance/list/x/y',
    '/api//instance/list',
    '/api/events/websocket/x',
    '/api/events/getWebSocket/x',
    '/ws/chatwoot/x',
    '/api/typebot/x',
    '/api/chat/whatsappNumbers',
    '/api/chat/checkNumber',
    '/api/contact/check',
    '/api/%69nstance%2Flist',
    `/${'x'.repeat(5_000)}`,
  ])('%j is 404, whatever the token, and counted like any other', async (path) => {
    for (const token of [undefined, 'nobody', tenant.token, product.adminToken]) {
      const reply = await requestJson(product.baseUrl, 'GET', path, {
        ...(token !== undefined && { token }),
        headers: freshAddress(),
      });
      expect(refusal(reply)).toEqual([404, 'Not found']);
      expect(rateHeadersOf(reply)).not.toContain(null);
    }
  });
});

describe('A path that cannot be decoded', () => {
  it.each([
    '/%zz',
    '/api/instance/getSettings/%',
    '/api/instance/getSettings/%C3%28',
    '/api/x/%ff',
  ])('%j is 404 too, and counted', async (path) => {
    const reply = await requestJson(product.baseUrl, 'GET', path, { headers: freshAddress() });
    expect(refusal(reply)).toEqual([404, 'Not found']);
    expect(rateHeadersOf(reply)).not.toContain(null);
  });
});

describe('A name in a path', () => {
  it.each([
    'plain',
    'with space',
    'a+b',
    'a&b=c',
    'a;b',
    "it's",
    '"quoted"',
    '<b>',
    'ü',
    'e\u0301',
    '数',
    '👩‍👩‍👧',
    'a:b',
    '~*()!',
    '...',
    'new',
    'list',
    'x'.repeat(100),
    '👋'.repeat(100),
  ])('%j is found in its encoded form', async (name) => {
    const mine = clientOf(product.baseUrl, tenant.token);
    expect((await mine.post('/api/instance/new', { name })).status).toBe(201);
    const found = await mine.get(`/api/instance/getSettings/${encodeURIComponent(name)}`);
    expect(found.status).toBe(200);
    const everyByte = [...new TextEncoder().encode(name)].map(
      (byte) => `%${byte.toString(16).padStart(2, '0')}`,
    );
    expect((await mine.get(`/api/instance/getSettings/%20${everyByte.join('')}%20`)).status).toBe(
      200,
    );
    const listed = await mine.get('/api/instance/list', { query: { instanceName: name } });
    expect(listed.body).toMatchObject({ instances: [{ name: name.normalize('NFC') }] });
  });
});

describe('Health', () => {
  it('is told to anybody, without limit and without leave for browsers', async () => {
    await newTenant(product, { allowedOrigins: ['https://app.example'] });
    for (const token of [undefined, 'nobody', tenant.token]) {
      const reply = await requestJson(product.baseUrl, 'GET', '/health', {
        ...(token !== undefined && { token }),
        headers: { origin: 'https://app.example' },
      });
      expect(reply.status).toBe(200);
      expect(reply.body).toEqual({
        status: 'ok',
        service: 'RyzeAPI',
        uptime: expect.stringMatching(/^\d+h\d+m\d+s$/),
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        checks: { db: 'ok', redis: 'ok' },
      });
      expect(rateHeadersOf(reply)).toEqual([null, null, null]);
      const names = [...reply.headers.keys()].filter((name) => name.startsWith('access-control'));
      expect(names).toEqual([]);
    }
  });
});
