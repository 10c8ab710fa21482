import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  clientOf,
  freshAddress,
  newTenant,
  type Product,
  requestJson,
  startProduct,
  testServices,
} from '@starling/testing';

/* How a token may travel, and which one decides. A real gateway on a real database. */
let product: Product;
let account: string;
let instance: string;

beforeAll(async () => {
  product = await startProduct(testServices(), { TRUST_PROXY: 'true' });
  account = (await newTenant(product, { rateLimitPerMinute: 10_000 })).token;
  const mine = clientOf(product.baseUrl, account);
  await mine.post('/api/instance/new', { name: 'first' });
  const { body } = await mine.post('/api/instance/new', { name: 'second' });
  instance = (body as { data: { token: string } }).data.token;
});

afterAll(() => product.stop());

/** Whom the gateway took the caller for: an account sees two instances, the token of one sees itself. */
async function seenBy(headers: Record<string, string>, query: Record<string, string> = {}) {
  const asked = await requestJson(product.baseUrl, 'GET', '/api/instance/list', {
    headers: { ...freshAddress(), ...headers },
    query,
  });
  if (asked.status !== 200) return asked.status;
  return (asked.body as { meta: { total: number } }).meta.total === 2 ? 'account' : 'instance';
}

describe('A token', () => {
  it.each([
    ['in the header token', () => ({ token: account }), 'account'],
    ['in the header Token', () => ({ Token: account }), 'account'],
    ['of an instance in the header token', () => ({ token: instance }), 'instance'],
    ['as a bearer', () => ({ authorization: `Bearer ${account}` }), 'account'],
    ['as a bearer in small letters', () => ({ authorization: `bearer ${account}` }), 'account'],
    ['as a bearer in capitals', () => ({ Authorization: `BEARER ${instance}` }), 'instance'],
    ['after several spaces', () => ({ authorization: `Bearer   ${account}` }), 'account'],
    [
      'with the other one as a bearer',
      () => ({ token: instance, authorization: `Bearer ${account}` }),
      'instance',
    ],
    [
      'as a bearer beside an empty header',
      () => ({ token: '', authorization: `Bearer ${account}` }),
      'account',
    ],
    [
      'as a bearer beside a blank header',
      () => ({ token: '  ', authorization: `Bearer ${account}` }),
      'account',
    ],
    ['beside an empty bearer', () => ({ token: account, authorization: 'Bearer ' }), 'account'],
    ['beside another scheme', () => ({ token: account, authorization: 'Basic x' }), 'account'],
    [
      'as a bearer behind a wrong header',
      () => ({ token: 'nobody', authorization: `Bearer ${account}` }),
      401,
    ],
    ['in another scheme', () => ({ authorization: `Token ${account}` }), 401],
    ['as basic credentials', () => ({ authorization: `Basic ${btoa(`x:${account}`)}` }), 401],
    ['bare in Authorization', () => ({ authorization: account }), 401],
    ['without a space behind its scheme', () => ({ authorization: `Bearer${account}` }), 401],
    ['in two words', () => ({ authorization: `Bearer ${account} x` }), 401],
    ['as an apikey', () => ({ apikey: account }), 401],
    [
      'in other headers',
      () => ({ 'x-api-key': account, 'x-token': account, cookie: `token=${account}` }),
      401,
    ],
    ['cut short', () => ({ token: account.slice(0, -1) }), 401],
    ['with one more letter', () => ({ token: `${account}x` }), 401],
    [
      'in the other case',
      () => ({
        token: account.replace(/[a-z]/i, (x) =>
          x === x.toUpperCase() ? x.toLowerCase() : x.toUpperCase(),
        ),
      }),
      401,
    ],
    ['of no carrier at all', () => ({}), 401],
    ['with nothing in any carrier', () => ({ token: '', authorization: 'Bearer' }), 401],
  ] as const)('%s', async (_, headers, expected) => {
    expect(await seenBy(headers() as Record<string, string>)).toBe(expected);
  });

  it('in a query is not looked at', async () => {
    expect(await seenBy({}, { token: account })).toBe(401);
    expect(await seenBy({ token: instance }, { token: account })).toBe('instance');
  });

  it('may be chosen in all characters that are printed, and is then taken exactly', async () => {
    const printable = Array.from({ length: 94 }, (_, index) =>
      String.fromCharCode(33 + index),
    ).join('');
    const token = `${printable}${Date.now()}`;
    const created = await clientOf(product.baseUrl, account).post('/api/instance/new', {
      name: 'odd',
      token,
    });
    expect(created.body).toMatchObject({ data: { token }, instance: { token } });
    expect(await seenBy({ token })).toBe('instance');
    expect(await seenBy({ authorization: `Bearer ${token}` })).toBe('instance');
    await clientOf(product.baseUrl, account).delete('/api/instance/delete/odd');
  });
});
