import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  clientOf,
  newTenant,
  type Product,
  refusal,
  requestJson,
  startProduct,
  testServices,
} from '@starling/testing';

const PATH = '/api/events/webhook/secret/sales';

describe('Secrets of webhooks', () => {
  let product: Product;

  beforeAll(async () => {
    product = await startProduct(testServices());
  });
  afterAll(() => product.stop());

  async function anInstance() {
    const { token } = await newTenant(product, { rateLimitPerMinute: 1_000 });
    const client = clientOf(product.baseUrl, token);
    await client.post('/api/instance/new', { name: 'sales' });
    await client.post('/api/events/webhook/sales', { enabled: true, url: 'http://127.0.0.1:9/' });
    const ask = (method: string, body?: object, query: Record<string, string> = {}) =>
      requestJson(product.baseUrl, method, PATH, { token, query, ...(body && { body }) });
    return { token, ask };
  }

  it('are made or taken, told once, and never part of the configuration', async () => {
    const { token, ask } = await anInstance();
    const made = await ask('PUT', {});
    expect(made).toMatchObject({
      status: 200,
      body: {
        label: 'default',
        secret: expect.stringMatching(/^[\w-]{43}$/),
        formerValidUntil: null,
      },
    });
    const taken = await ask('PUT', { label: ' ', secret: 'a-secret-of-my-own' });
    expect(taken).toMatchObject({
      body: { secret: 'a-secret-of-my-own', formerValidUntil: expect.stringMatching(/Z$/) },
    });
    const { body } = await requestJson(
      ...([product.baseUrl, 'GET', '/api/events/getWebhook/sales'] as const),
      { token },
    );
    expect(Object.keys((body as { webhooks: object[] }).webhooks[0] ?? {})).toHaveLength(7);
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(await ask('DELETE')).toMatchObject({ status: 200, body: { label: 'default' } });
  });

  it('are refused when they can be guessed, and for a label that is not configured', async () => {
    const { ask } = await anInstance();
    expect(refusal(await ask('PUT', { secret: 'short' }))).toEqual([400, 'Invalid request body']);
    const unknown = [404, 'Webhook not configured for this instance'];
    expect(refusal(await ask('PUT', { label: 'other' }))).toEqual(unknown);
    expect(refusal(await ask('DELETE', undefined, { label: 'other' }))).toEqual(unknown);
  });
});
