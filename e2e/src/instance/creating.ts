import { expect } from '@jest/globals';
import { type Client, clientOf, newTenant, type Product } from '@starling/testing';

/** Of a fresh account that may ask as often as it likes. */
export const freeClient = async (product: Product, fields: object = {}): Promise<Client> => {
  const tenant = await newTenant(product, { rateLimitPerMinute: 1_000_000, ...fields });
  return clientOf(product.baseUrl, tenant.token);
};

export const create = (client: Client, body: object) => client.post('/api/instance/new', body);

export async function created(client: Client, body: object): Promise<Record<string, unknown>> {
  const { status, body: reply } = await create(client, body);
  expect([status, reply]).toEqual([201, expect.anything()]);
  return (reply as { instance: Record<string, unknown> }).instance;
}

export async function names(client: Client): Promise<string[]> {
  const { body } = await client.get('/api/instance/list');
  return (body as { instances: { name: string }[] }).instances.map(({ name }) => name);
}
