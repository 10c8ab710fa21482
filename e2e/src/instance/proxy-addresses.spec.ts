import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Client,
  clientOf,
  newTenant,
  type Product,
  refusal,
  startProduct,
  testServices,
} from '@starling/testing';

/* A deployment that does not allow private addresses, which is the default. */
let product: Product;
let client: Client;

beforeAll(async () => {
  product = await startProduct(testServices());
  client = clientOf(product.baseUrl, (await newTenant(product)).token);
  await client.post('/api/instance/new', { name: 'shop' });
});
afterAll(() => product.stop());

const NOT_ALLOWED = [400, 'Proxy host not allowed'];

describe('A proxy in a private network', () => {
  it.each([
    '10.0.0.2',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '::ffff:10.0.0.2',
    'localhost',
    '169.254.169.254',
    '168.63.129.16',
    'user@127.0.0.1',
  ])('is refused when it is set, and at creation: %s', async (host) => {
    const set = { enabled: true, host, port: '8080', protocol: 'socks5' };
    expect(refusal(await client.post('/api/instance/proxy/shop', set))).toEqual(NOT_ALLOWED);
    const block = { proxyEnabled: true, proxyHost: host, proxyPort: '8080' };
    const created = await client.post('/api/instance/new', { name: 'other', ...block });
    expect(refusal(created)).toEqual(NOT_ALLOWED);
    expect((await client.get('/api/instance/list')).body).toMatchObject({ meta: { total: 1 } });
  });
});
