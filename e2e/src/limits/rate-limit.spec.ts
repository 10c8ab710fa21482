import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Client,
  clientOf,
  type JsonReply,
  newTenant,
  type Product,
  refusal,
  requestJson,
  startProduct,
  testServices,
} from '@starling/testing';

/*
 * Buckets as clients meet them: two gateways on one Redis, one of them behind a proxy that it believes. Each test has
 * an account or addresses of its own. That a window opens again after its 60 s is proven where the clock can be had,
 * in the broker.
 */
const TOO_MANY = [429, 'Rate limit exceeded. Try again later.'];

let product: Product;
let second: string;

beforeAll(async () => {
  product = await startProduct(testServices(), { TRUST_PROXY: 'true' });
  second = (await product.start('api-gateway', { ADMIN_TOKEN: product.adminToken })).baseUrl;
});

afterAll(() => product.stop());

const clientWith = async (fields: object = {}): Promise<Client> =>
  clientOf(product.baseUrl, (await newTenant(product, { ...fields })).token);
const list = (client: Client) => client.get('/api/instance/list');
const create = (client: Client, name: string) => client.post('/api/instance/new', { name });
const limitOf = ({ headers }: JsonReply) =>
  ['limit', 'remaining', 'reset'].map((name) => Number(headers.get(`x-ratelimit-${name}`)));

describe('The bucket of a token', () => {
  it('lets 100 requests a minute through, counts down, and says when to come back', async () => {
    const client = await clientWith();
    const startedAt = Date.now() / 1000;
    const replies: JsonReply[] = [];
    for (let request = 0; request < 102; request += 1) replies.push(await list(client));
    expect(replies.map(({ status }) => status)).toEqual([...Array(100).fill(200), 429, 429]);
    const told = replies.map(limitOf);
    expect(told.map(([limit, remaining]) => [limit, remaining])).toEqual(
      replies.map((_, index) => [100, Math.max(0, 99 - index)]),
    );
    // One window, opened by the first request: it does not move with those that follow.
    const [, , reset = 0] = told[0] ?? [];
    for (const [, , each = 0] of told) expect(Math.abs(each - reset)).toBeLessThanOrEqual(1);
    expect(reset).toBeGreaterThanOrEqual(Math.floor(startedAt) + 60);
    expect(reset).toBeLessThanOrEqual(Math.ceil(startedAt) + 61);
    const refused = replies[101] as JsonReply;
    expect(refusal(refused)).toEqual(TOO_MANY);
    const waitSeconds = refused.headers.get('retry-after') ?? '';
    expect(waitSeconds).toMatch(/^[1-9]\d?$/);
    // The last answer may have been under way for a while.
    expect(Math.abs(Date.now() / 1000 + Number(waitSeconds) - reset)).toBeLessThanOrEqual(15);
    expect(replies[0]?.headers.get('retry-after')).toBeNull();
  });

  it('counts whatever is asked: errors, unknown paths and HEAD', async () => {
    const client = await clientWith();
    const asked = [
      await client.get('/nope'),
      await client.get('/api/instance/getSettings/nobody'),
      await client.get('/api/instance/getSettings/'),
      await client.get('/admin/accounts'),
      await client.post('/api/instance/settings/nobody', '{'),
      await requestJson(product.baseUrl, 'HEAD', '/api/instance/list', { token: client.token }),
    ];
    expect(asked.map(({ status }) => status)).toEqual([404, 404, 400, 401, 404, 200]);
    expect(asked.map((reply) => limitOf(reply)[1])).toEqual([99, 98, 97, 96, 95, 94]);
  });

  it('is used up before anything else is looked at, the route included', async () => {
    const client = await clientWith({ rateLimitPerMinute: 1 });
    await list(client);
    for (const path of ['/nope', '/api/instance/getSettings/nobody', '/admin/accounts']) {
      const reply = await client.get(path);
      expect(refusal(reply)).toEqual(TOO_MANY);
      expect(limitOf(reply).slice(0, 2)).toEqual([1, 0]);
    }
  });

  it('is its own: the account and each of its instances have one', async () => {
    const client = await clientWith({ rateLimitPerMinute: 3 });
    const { body } = await client.post('/api/instance/new', { name: 'x' });
    const instance = clientOf(product.baseUrl, (body as { data: { token: string } }).data.token);
    for (let request = 0; request < 3; request += 1) await list(client);
    expect(refusal(await list(client))).toEqual(TOO_MANY);
    expect(limitOf(await list(instance)).slice(0, 2)).toEqual([3, 2]);
  });

  it('is the same on all gateways, however many ask at once', async () => {
    const client = await clientWith({ rateLimitPerMinute: 30 });
    const replies = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        list(clientOf(index % 2 ? second : product.baseUrl, client.token)),
      ),
    );
    const statuses = replies.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(30);
    expect(statuses.filter((status) => status === 429)).toHaveLength(30);
  });

  it('takes the limit that the operator gives to an account, at once', async () => {
    const { accountId, token } = await newTenant(product, { rateLimitPerMinute: 7 });
    const client = clientOf(product.baseUrl, token);
    expect(limitOf(await list(client))[0]).toBe(7);
    const operator = clientOf(product.baseUrl, product.adminToken);
    await operator.put(`/admin/accounts/${accountId}`, { rateLimitPerMinute: null });
    expect(limitOf(await list(client))[0]).toBe(100);
  });
});

describe('The bucket for creating', () => {
  it('holds 20 and does not touch the other, nor is it touched', async () => {
    const client = await clientWith();
    await list(client);
    for (let index = 0; index < 20; index += 1) {
      const reply = await create(client, `i${index}`);
      expect([reply.status, ...limitOf(reply).slice(0, 2)]).toEqual([201, 20, 19 - index]);
    }
    const refused = await create(client, 'one more');
    expect(refusal(refused)).toEqual(TOO_MANY);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(limitOf(await list(client)).slice(0, 2)).toEqual([100, 98]);
  });

  it('counts attempts that fail, also those of a token that may not create', async () => {
    const client = await clientWith();
    expect(limitOf(await create(client, '/')).slice(0, 2)).toEqual([20, 19]);
    const { body } = await create(client, 'x');
    const instance = clientOf(product.baseUrl, (body as { data: { token: string } }).data.token);
    const refused = await create(instance, 'y');
    expect([...refusal(refused), ...limitOf(refused).slice(0, 2)]).toEqual([
      401,
      'Invalid token',
      20,
      19,
    ]);
  });

  it('grows with the limit of the account', async () => {
    expect(limitOf(await create(await clientWith({ rateLimitPerMinute: 1000 }), 'x'))[0]).toBe(200);
    expect(limitOf(await create(await clientWith({ rateLimitPerMinute: 1 }), 'x'))[0]).toBe(1);
  });
});

describe('Whoever has no valid token', () => {
  const from = (address: string, token?: string) => (path: string) =>
    requestJson(product.baseUrl, 'GET', path, {
      ...(token !== undefined && { token }),
      headers: { 'x-forwarded-for': address },
    });

  it('shares 100 requests with all others of one address, unknown paths included', async () => {
    const suspended = await newTenant(product);
    await clientOf(product.baseUrl, product.adminToken).post(
      `/admin/accounts/${suspended.accountId}/suspend`,
    );
    const asks = [undefined, 'guess', '', suspended.token].map((token) =>
      from('192.0.2.77', token),
    );
    const paths = ['/api/instance/list', '/nowhere', '/api/instance/new', '/admin/accounts'];
    for (let request = 0; request < 100; request += 1) {
      const reply = await asks[request % 4]?.(paths[(request >> 2) % 4] as string);
      expect([401, 404]).toContain(reply?.status);
      expect(limitOf(reply as JsonReply).slice(0, 2)).toEqual([100, 99 - request]);
    }
    for (const ask of asks) expect(refusal(await ask('/nowhere'))).toEqual(TOO_MANY);
    // Neither other addresses nor valid tokens from the same one are held up by that.
    expect((await from('192.0.2.78')('/nowhere')).status).toBe(404);
    const { token } = await newTenant(product);
    expect((await from('192.0.2.77', token)('/api/instance/list')).status).toBe(200);
  });

  it('cannot choose an address where no proxy is trusted', async () => {
    // In another database of that Redis, as the one address of this machine has a bucket of its own there.
    const services = testServices();
    const distrustful = await startProduct({ ...services, redisUrl: `${services.redisUrl}/7` });
    const replies: JsonReply[] = [];
    for (let request = 0; request < 101; request += 1) {
      const headers = { 'x-forwarded-for': `198.51.100.${request}` };
      replies.push(await requestJson(distrustful.baseUrl, 'GET', '/nowhere', { headers }));
    }
    await distrustful.stop();
    expect(replies.map(({ status }) => status)).toEqual([...Array(100).fill(404), 429]);
  });
});

describe('Outside of all buckets', () => {
  it('are health and preflights, even when the bucket is used up', async () => {
    const client = await clientWith({ rateLimitPerMinute: 1 });
    await list(client);
    expect((await list(client)).status).toBe(429);
    const { token } = client;
    expect((await requestJson(product.baseUrl, 'GET', '/health', { token })).status).toBe(200);
    expect((await requestJson(product.baseUrl, 'OPTIONS', '/api/x', { token })).status).toBe(204);
  });
});
