import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  changeProxy,
  changeS3,
  changeSettings,
  createInstance,
  deleteInstance,
  getWebhook,
  getWebsocket,
  listInstances,
  type Operation,
  readMetrics,
  readProxy,
  readS3,
  readSettings,
  setWebhook,
  setWebsocket,
} from '@starling/contract';
import {
  callOperation,
  newTenant,
  type Product,
  startProduct,
  type Tenant,
  testServices,
} from '@starling/testing';

/*
 * The documented examples of instances and events, replayed in the order in which a client would meet them, against
 * the running product. Each reply must have exactly the declared keys; what an example says is what must come back.
 */
let product: Product;
let tenant: Tenant;

const NAME = 'my-instance';
const STORY: readonly Operation[] = [
  createInstance,
  listInstances,
  changeSettings,
  readSettings,
  changeProxy,
  readProxy,
  changeS3,
  readS3,
  setWebhook,
  getWebhook,
  setWebsocket,
  getWebsocket,
  readMetrics,
];

beforeAll(async () => {
  product = await startProduct(testServices());
  tenant = await newTenant(product, { rateLimitPerMinute: 10_000 });
});

afterAll(() => product.stop());

const call = (operation: Operation, change: object = {}) => {
  const { query, body } = operation.example;
  return callOperation(product.baseUrl, operation, {
    token: tenant.token,
    params: { instance: NAME },
    ...(query !== undefined && { query: query as Record<string, string> }),
    ...(body !== undefined && { body }),
    ...change,
  });
};

describe('The documented examples', () => {
  it.each(STORY.map((operation) => [operation.name, operation] as const))(
    '%s answers with exactly the declared keys',
    async (_, operation) => {
      // A token of the caller's choice is for one server only, and tests of one run share theirs.
      const own =
        operation === createInstance
          ? { body: { ...(operation.example.body as object), token: undefined } }
          : {};
      expect(await call(operation, own)).toMatchObject({ success: true });
    },
  );

  it.each([
    [changeSettings, 'settings'],
    [changeProxy, 'proxy'],
    [changeS3, 's3'],
    [setWebhook, 'webhook'],
    [setWebsocket, 'websocket'],
  ] as const)('a change answers with what its example says', async (operation, key) => {
    const reply = (await call(operation)) as Record<string, unknown>;
    expect(reply[key]).toEqual((operation.example.reply as Record<string, unknown>)[key]);
  });

  it('never tells a proxy password or an S3 secret key', async () => {
    const text = JSON.stringify([
      await call(readProxy),
      await call(readS3),
      await call(listInstances),
    ]);
    expect(text).not.toContain('secret"');
    expect(text).toContain('"secretKey":null');
  });

  it('deletes the instance in the end, and only once', async () => {
    expect(await call(deleteInstance)).toEqual(deleteInstance.example.reply);
    await expect(call(deleteInstance)).rejects.toThrow('404');
  });
});
