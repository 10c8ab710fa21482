import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Client,
  clientOf,
  freshAddress,
  newTenant,
  type Product,
  refusal,
  startProduct,
  testServices,
} from '@starling/testing';

/*
 * Each gateway remembers tokens and names for seconds. What one of them changes must hold on the other with the next
 * request: two real processes on one database and one Redis.
 */
const INVALID = [401, 'Invalid token'];
/** Once could be luck. */
const ROUNDS = 25;

let product: Product;
let second: string;
let operator: Client;

beforeAll(async () => {
  const env = { TRUST_PROXY: 'true' };
  product = await startProduct(testServices(), env);
  second = (await product.start('api-gateway', { ...env, ADMIN_TOKEN: product.adminToken }))
    .baseUrl;
  operator = clientOf(product.baseUrl, product.adminToken);
});

afterAll(() => product.stop());

const here = (token: string) => clientOf(product.baseUrl, token);
const there = (token: string) => clientOf(second, token);
const list = (client: Client) => client.get('/api/instance/list', { headers: freshAddress() });
const newAccount = () => newTenant(product, { rateLimitPerMinute: 10_000 });

async function create(client: Client, name: string, more: object = {}): Promise<string> {
  const { status, body } = await client.post('/api/instance/new', { name, ...more });
  expect(status).toBe(201);
  return (body as { data: { token: string } }).data.token;
}

describe('What changes on one gateway holds at once on the other', () => {
  it('when an account is suspended and resumed, for all its tokens', async () => {
    const { accountId, token } = await newAccount();
    const tokens = [token, await create(here(token), 'x')];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const known of tokens) expect((await list(there(known))).status).toBe(200);
      await operator.post(`/admin/accounts/${accountId}/suspend`);
      for (const known of tokens) expect(refusal(await list(there(known)))).toEqual(INVALID);
      await operator.post(`/admin/accounts/${accountId}/resume`);
    }
  });

  it('when the token of an account is replaced: the old one ends, the new one works', async () => {
    const { accountId, token } = await newAccount();
    let current = token;
    for (let round = 0; round < ROUNDS; round += 1) {
      expect((await list(there(current))).status).toBe(200);
      const { body } = await operator.post(`/admin/accounts/${accountId}/rotateToken`);
      expect(refusal(await list(there(current)))).toEqual(INVALID);
      current = (body as { token: string }).token;
    }
    expect((await list(there(current))).status).toBe(200);
  });

  it('when an instance is deleted: its token ends, its name is nobody, and both are free', async () => {
    const { token } = await newAccount();
    const chosen = `chosen-${randomUUID()}`;
    const ids = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      await create(here(token), 'again', { token: chosen });
      const { body } = await list(there(chosen));
      const [instance] = (body as { instances: { id: string }[] }).instances;
      ids.add(instance?.id as string);
      const settings = () => there(token).get('/api/instance/getSettings/again');
      expect((await settings()).status).toBe(200);
      await here(token).delete('/api/instance/delete/again');
      expect(refusal(await list(there(chosen)))).toEqual(INVALID);
      expect(refusal(await settings())).toEqual([404, 'Instance not found']);
    }
    expect(ids.size).toBe(ROUNDS);
  });

  it('when an account is deleted', async () => {
    const { accountId, token } = await newAccount();
    const tokens = [token, await create(here(token), 'x')];
    for (const known of tokens) expect((await list(there(known))).status).toBe(200);
    await operator.delete(`/admin/accounts/${accountId}`);
    for (const known of tokens) expect(refusal(await list(there(known)))).toEqual(INVALID);
  });

  it('when a token comes into being that was tried before', async () => {
    const { token } = await newAccount();
    const forInstance = `chosen-${randomUUID()}`;
    const forAccount = `chosen-${randomUUID()}`;
    for (const unknown of [forInstance, forAccount]) {
      expect(refusal(await list(there(unknown)))).toEqual(INVALID);
    }
    await create(here(token), 'late', { token: forInstance });
    await newTenant(product, { token: forAccount });
    for (const known of [forInstance, forAccount])
      expect((await list(there(known))).status).toBe(200);
  });

  it('when an instance is configured, which is not remembered at all', async () => {
    const { token } = await newAccount();
    await create(here(token), 'x');
    for (const ignoreStatus of [true, false, true]) {
      await here(token).post('/api/instance/settings/x', { ignoreStatus });
      const { body } = await there(token).get('/api/instance/getSettings/x');
      expect(body).toMatchObject({ settings: { ignoreStatus } });
    }
  });
});
