import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  newTenant,
  type Product,
  refusal,
  requestJson,
  startProduct,
  testServices,
} from '@starling/testing';

/* Buckets, origins and what one gateway tells another, each with accounts of its own. */
const TOO_MANY = [429, 'Rate limit exceeded. Try again later.'];
const ORIGIN = 'https://app.example.com';

let product: Product;
let second: string;

beforeAll(async () => {
  const env = { TRUST_PROXY: 'true', PUBLIC_URL: 'https://wa.example.com' };
  product = await startProduct(testServices(), env);
  const other = await product.start('api-gateway', { ...env, ADMIN_TOKEN: product.adminToken });
  second = other.baseUrl;
}, 60_000);

afterAll(() => product.stop());

const list = (token: string, baseUrl = product.baseUrl, headers: Record<string, string> = {}) =>
  requestJson(baseUrl, 'GET', '/api/instance/list', { token, headers });
const create = (token: string, name: string, more: object = {}) =>
  requestJson(product.baseUrl, 'POST', '/api/instance/new', { token, body: { name, ...more } });
const admin = (method: string, path: string, body?: object) =>
  requestJson(product.baseUrl, method, `/admin/accounts/${path}`, {
    token: product.adminToken,
    body: body ?? {},
  });

describe('The rate limit', () => {
  it('lets 100 requests a minute through, counts down, and says when to come back', async () => {
    const { token } = await newTenant(product);
    const left: number[] = [];
    for (let request = 0; request < 100; request += 1) {
      const { status, headers } = await list(token);
      expect(status).toBe(200);
      left.push(Number(headers.get('x-ratelimit-remaining')));
    }
    expect([left[0], left[99]]).toEqual([99, 0]);
    const refused = await list(token);
    expect(refusal(refused)).toEqual(TOO_MANY);
    expect(refused.headers.get('x-ratelimit-limit')).toBe('100');
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    const waitSeconds = Number(refused.headers.get('retry-after'));
    expect(waitSeconds).toBeGreaterThan(0);
    expect(waitSeconds).toBeLessThanOrEqual(60);
    const reset = Number(refused.headers.get('x-ratelimit-reset'));
    expect(Math.abs(reset - (Date.now() / 1000 + waitSeconds))).toBeLessThan(5);
  });

  it('has a bucket of 20 for creating that does not touch the other', async () => {
    const { token } = await newTenant(product);
    for (let index = 0; index < 20; index += 1)
      expect((await create(token, `i${index}`)).status).toBe(201);
    expect(refusal(await create(token, 'one more'))).toEqual(TOO_MANY);
    expect((await list(token)).headers.get('x-ratelimit-remaining')).toBe('99');
  });

  it('is shared by all gateways', async () => {
    const { token } = await newTenant(product, { rateLimitPerMinute: 2 });
    expect((await list(token)).status).toBe(200);
    expect((await list(token, second)).status).toBe(200);
    expect(refusal(await list(token, second))).toEqual(TOO_MANY);
  });

  it('counts who has no valid token by address, unknown paths included', async () => {
    const from = { 'x-forwarded-for': '192.0.2.77' };
    for (let request = 0; request < 100; request += 1) {
      const path = request % 2 === 0 ? '/api/instance/list' : '/nowhere';
      expect([401, 404]).toContain(
        (await requestJson(product.baseUrl, 'GET', path, { token: 'bad', headers: from })).status,
      );
    }
    expect(
      refusal(await requestJson(product.baseUrl, 'GET', '/nowhere', { headers: from })),
    ).toEqual(TOO_MANY);
    const { token } = await newTenant(product);
    expect((await list(token, product.baseUrl, from)).status).toBe(200);
  });

  it('does not concern health', async () => {
    const { headers } = await requestJson(product.baseUrl, 'GET', '/health');
    expect(headers.get('x-ratelimit-limit')).toBeNull();
  });
});

describe('Origins', () => {
  const preflight = (origin: string) =>
    fetch(`${product.baseUrl}/api/instance/list`, { method: 'OPTIONS', headers: { origin } });

  it('of an account may read its answers, others are served without leave', async () => {
    const { token } = await newTenant(product, { allowedOrigins: [ORIGIN] });
    const allowed = (await list(token, product.baseUrl, { origin: ORIGIN })).headers;
    expect(allowed.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(allowed.get('access-control-expose-headers')).toBe(
      'X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After, Mcp-Session-Id',
    );
    expect(allowed.get('vary')).toBe('Origin');
    const other = await list(token, product.baseUrl, { origin: 'https://elsewhere.example' });
    expect([other.status, other.headers.get('access-control-allow-origin')]).toEqual([200, null]);
    const own = await list(token, product.baseUrl, { origin: 'https://wa.example.com' });
    expect(own.headers.get('access-control-allow-origin')).toBe('https://wa.example.com');
  });

  it('are judged together in a preflight, which needs no token and is not counted', async () => {
    await newTenant(product, { allowedOrigins: ['https://union.example'] });
    const allowed = await preflight('https://union.example');
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([
      204,
      'https://union.example',
    ]);
    expect(allowed.headers.get('access-control-allow-methods')).toBe(
      'GET, POST, PUT, DELETE, OPTIONS',
    );
    expect(allowed.headers.get('access-control-allow-headers')).toBe(
      'Content-Type, Authorization, token, Idempotency-Key, Mcp-Session-Id, Mcp-Protocol-Version',
    );
    expect(allowed.headers.get('access-control-max-age')).toBe('600');
    expect(allowed.headers.get('x-ratelimit-limit')).toBeNull();
    const refused = await preflight('https://nobody.example');
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([
      204,
      null,
    ]);
    expect(refused.headers.get('access-control-allow-credentials')).toBeNull();
  });
});

describe('What changes on one gateway', () => {
  it('holds at once on another: suspending, resuming, rotating, deleting', async () => {
    const { accountId, token } = await newTenant(product);
    const instance = (await create(token, 'x')).body as { data: { token: string } };
    for (const known of [token, instance.data.token])
      expect((await list(known, second)).status).toBe(200);
    await admin('POST', `${accountId}/suspend`);
    for (const known of [token, instance.data.token]) {
      expect(refusal(await list(known, second))).toEqual([401, 'Invalid token']);
    }
    await admin('POST', `${accountId}/resume`);
    expect((await list(token, second)).status).toBe(200);
    const rotated = (await admin('POST', `${accountId}/rotateToken`)).body as { token: string };
    expect(refusal(await list(token, second))).toEqual([401, 'Invalid token']);
    expect((await list(rotated.token, second)).status).toBe(200);
    await requestJson(product.baseUrl, 'DELETE', '/api/instance/delete/x', {
      token: rotated.token,
    });
    expect(refusal(await list(instance.data.token, second))).toEqual([401, 'Invalid token']);
    const settings = await requestJson(second, 'GET', '/api/instance/getSettings/x', {
      token: rotated.token,
    });
    expect(refusal(settings)).toEqual([404, 'Instance not found']);
    await admin('DELETE', accountId);
    expect(refusal(await list(rotated.token, second))).toEqual([401, 'Invalid token']);
  });

  it('lets a token be used at once that was tried before it existed', async () => {
    const { token } = await newTenant(product);
    const chosen = `chosen-${Date.now()}`;
    expect((await list(chosen, second)).status).toBe(401);
    expect((await create(token, 'late', { token: chosen })).status).toBe(201);
    expect((await list(chosen, second)).status).toBe(200);
  });
});
