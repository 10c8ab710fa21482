import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  clientOf,
  freshAddress,
  type JsonReply,
  newTenant,
  type Product,
  requestJson,
  startProduct,
  testServices,
} from '@starling/testing';

/* What browsers are told, by two gateways of one deployment. Each test has origins of its own. */
const OWN = 'https://wa.example.com';
const EXPOSED =
  'X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After, Mcp-Session-Id';

let product: Product;
let second: string;

beforeAll(async () => {
  const env = { TRUST_PROXY: 'true', PUBLIC_URL: `${OWN}/base` };
  product = await startProduct(testServices(), env);
  second = (await product.start('api-gateway', { ...env, ADMIN_TOKEN: product.adminToken }))
    .baseUrl;
});

afterAll(() => product.stop());

const ask = (origin: string, token?: string, path = '/api/instance/list', method = 'GET') =>
  requestJson(product.baseUrl, method, path, {
    ...(token !== undefined && { token }),
    headers: { ...freshAddress(), origin },
  });
const preflight = (origin: string, path = '/api/instance/list', baseUrl = product.baseUrl) =>
  requestJson(baseUrl, 'OPTIONS', path, {
    headers: { origin, 'access-control-request-method': 'POST' },
  });

const leaveIn = ({ headers }: JsonReply) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));
const leaveFor = (origin: string) => ({
  'access-control-allow-origin': origin,
  'access-control-expose-headers': EXPOSED,
});

describe('An origin of the account', () => {
  it('may read every answer to a token of the account, errors included', async () => {
    const origin = 'https://app.example.com';
    const { token } = await newTenant(product, { allowedOrigins: [origin] });
    const { body } = await clientOf(product.baseUrl, token).post('/api/instance/new', {
      name: 'x',
    });
    const instanceToken = (body as { data: { token: string } }).data.token;
    for (const [known, path, status] of [
      [token, '/api/instance/list', 200],
      [instanceToken, '/api/instance/list', 200],
      [instanceToken, '/api/instance/getSettings/y', 403],
      [token, '/api/instance/getSettings/nobody', 404],
      [token, '/api/instance/metrics/', 400],
      [token, '/admin/accounts', 401],
      [token, '/nowhere', 404],
    ] as const) {
      const reply = await ask(origin, known, path);
      expect([path, reply.status, leaveIn(reply)]).toEqual([path, status, leaveFor(origin)]);
      expect(reply.headers.get('vary')).toBe('Origin');
    }
  });

  it('may read that the limit is reached', async () => {
    const origin = 'https://busy.example.com';
    const { token } = await newTenant(product, { allowedOrigins: [origin], rateLimitPerMinute: 1 });
    await ask(origin, token);
    const refused = await ask(origin, token);
    expect([refused.status, leaveIn(refused)]).toEqual([429, leaveFor(origin)]);
  });

  it.each([
    'http://strict.example.com',
    'https://strict.example.com:8443',
    'https://strict.example.com/',
    'https://x.strict.example.com',
    'https://STRICT.example.com',
    'null',
    '*',
  ])('is not %s, when only https://strict.example.com was allowed', async (origin) => {
    const { token } = await newTenant(product, { allowedOrigins: ['https://strict.example.com'] });
    const reply = await ask(origin, token);
    expect([reply.status, leaveIn(reply)]).toEqual([200, {}]);
  });
});

describe('Any other origin', () => {
  it('is served without leave: of another account, of nobody, without a token', async () => {
    const origin = 'https://theirs.example.com';
    const theirs = await newTenant(product, { allowedOrigins: [origin] });
    const { token } = await newTenant(product);
    for (const [known, status] of [
      [token, 200],
      [undefined, 401],
      ['nobody', 401],
      [product.adminToken, 401],
    ] as const) {
      const reply = await ask(origin, known);
      expect([reply.status, leaveIn(reply)]).toEqual([status, {}]);
    }
    expect(leaveIn(await ask('https://nobody.example.com', theirs.token))).toEqual({});
  });

  it('gets no headers at all when the request names none', async () => {
    const { token } = await newTenant(product, { allowedOrigins: ['https://app.example.com'] });
    expect(
      leaveIn(await requestJson(product.baseUrl, 'GET', '/api/instance/list', { token })),
    ).toEqual({});
  });
});

describe('The own origin of the deployment', () => {
  it('may always read, without a token too, and preflight', async () => {
    const { token } = await newTenant(product);
    for (const known of [token, undefined, 'nobody', product.adminToken]) {
      expect(leaveIn(await ask(OWN, known))).toEqual(leaveFor(OWN));
    }
    expect(leaveIn(await preflight(OWN))['access-control-allow-origin']).toBe(OWN);
  });
});

describe('A preflight', () => {
  it('is judged against the origins of all accounts together, on any path', async () => {
    const origins = ['https://one.example', 'https://two.example'];
    for (const origin of origins) await newTenant(product, { allowedOrigins: [origin] });
    for (const path of ['/api/instance/new', '/api/instance/getSettings/x', '/nowhere']) {
      for (const origin of origins) {
        const reply = await preflight(origin, path);
        expect([reply.status, reply.body, leaveIn(reply)]).toEqual([
          204,
          undefined,
          {
            'access-control-allow-origin': origin,
            'access-control-allow-methods': 'GET, POST, PUT, DELETE, OPTIONS',
            'access-control-allow-headers':
              'Content-Type, Authorization, token, Idempotency-Key, Mcp-Session-Id, Mcp-Protocol-Version, Mcp-Method, Mcp-Name',
            'access-control-max-age': '600',
          },
        ]);
        expect(reply.headers.get('vary')).toBe('Origin');
      }
    }
  });

  it('from an origin that nobody allowed, or from none, is 204 without leave', async () => {
    for (const origin of ['https://nobody.example', 'null']) {
      const reply = await preflight(origin);
      expect([reply.status, leaveIn(reply)]).toEqual([204, {}]);
    }
    const reply = await requestJson(product.baseUrl, 'OPTIONS', '/api/instance/list');
    expect([reply.status, leaveIn(reply)]).toEqual([204, {}]);
  });

  it('knows on every gateway at once what was allowed, and what no longer is', async () => {
    const origin = 'https://moving.example';
    const { accountId, token } = await newTenant(product);
    const operator = clientOf(product.baseUrl, product.adminToken);
    for (const allowedOrigins of [[origin], [], [origin], null]) {
      await operator.put(`/admin/accounts/${accountId}`, { allowedOrigins });
      const expected = allowedOrigins?.length ? origin : undefined;
      for (const baseUrl of [product.baseUrl, second]) {
        const asked = await preflight(origin, '/api/instance/list', baseUrl);
        expect(leaveIn(asked)['access-control-allow-origin']).toBe(expected);
        const headers = { origin };
        const reply = await requestJson(baseUrl, 'GET', '/api/instance/list', { token, headers });
        expect(leaveIn(reply)['access-control-allow-origin']).toBe(expected);
      }
    }
  });

  it('is not counted', async () => {
    const reply = await preflight(OWN);
    expect(reply.headers.get('x-ratelimit-limit')).toBeNull();
  });
});
