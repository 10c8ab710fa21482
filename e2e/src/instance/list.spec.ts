import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Client,
  clientOf,
  newTenant,
  type Product,
  refusal,
  startProduct,
  testServices,
} from '@starling/testing';
import pg from 'pg';

/* What a list holds and in which order, over HTTP. Only the clock of creation is set in the database by hand. */
const database = new pg.Client(testServices().databaseUrl);
const NOT_FOUND = [404, 'Instance not found'];
const INVALID = [400, 'Invalid request body'];

let product: Product;
let mine: Client;
let instanceToken: string;

/** Not in the order of the alphabet, and one of them in two ways of writing. */
const NAMES = ['b', 'a', 'C', 'c', 'with space', 'Zoë', 'x'];

beforeAll(async () => {
  await database.connect();
  product = await startProduct(testServices());
  mine = clientOf(
    product.baseUrl,
    (await newTenant(product, { rateLimitPerMinute: 1_000_000 })).token,
  );
  for (const name of NAMES) {
    const { body } = await mine.post('/api/instance/new', { name });
    instanceToken = (body as { data: { token: string } }).data.token;
  }
});

afterAll(async () => {
  await product.stop();
  await database.end();
});

interface Listing {
  readonly message: string;
  readonly instances: readonly { readonly name: string }[];
  readonly meta: object;
}

async function listed(query: string, client = mine): Promise<string[] | [number, string]> {
  const reply = await client.get(`/api/instance/list${query}`);
  if (reply.status !== 200) return refusal(reply);
  const { message, instances, meta } = reply.body as Listing;
  const total = instances.length;
  expect([message, meta]).toEqual([
    total === 1 ? '1 Instance found' : `${total} Instances found`,
    { total },
  ]);
  return instances.map(({ name }) => name);
}

describe('The list of an account', () => {
  it.each([
    ['', NAMES],
    ['?instanceName=', NAMES],
    ['?other=a', NAMES],
    ['?instanceName=,', []],
    ['?instanceName=%20', []],
    ['?instanceName=%20,%20,,', []],
    ['?instanceName=&instanceName=', []],
    ['?instanceName=a', ['a']],
    ['?instanceName=%20a%20', ['a']],
    ['?instanceName=a,', ['a']],
    ['?instanceName=,,a,,a,', ['a']],
    ['?instanceName=a&instanceName=a', ['a']],
    ['?instanceName=with+space', ['with space']],
    ['?instanceName=with%20space', ['with space']],
    ['?instanceName=Zo%C3%AB', ['Zoë']],
    ['?instanceName=Zoe%CC%88', ['Zoë']],
    ['?instanceName=nobody', NOT_FOUND],
    ['?instanceName=A', NOT_FOUND],
    ['?instanceName=nobody,nobody', NOT_FOUND],
    ['?instanceName=,nobody,', NOT_FOUND],
    ['?instanceName=a%00', INVALID],
    ['?instanceName=%25', NOT_FOUND],
    ['?INSTANCENAME=a', NAMES],
    ['?instanceName=C,nobody,b', ['b', 'C']],
    ['?instanceName=C&instanceName=b', ['b', 'C']],
    ['?instanceName=c,C', ['C', 'c']],
    ['?instanceName=nobody,noone', []],
    ['?instanceName=a%00,nobody', INVALID],
    ['?instanceName=x,with+space,%20a', ['a', 'with space', 'x']],
  ])('asked for %j', async (query, expected) => {
    expect(await listed(query)).toEqual(expected);
  });

  it('follows its rules for whatever is asked for', async () => {
    const part = fc.oneof(
      fc.constantFrom(...NAMES, 'nobody', 'A', ' a ', '', ' '),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    );
    const property = fc.asyncProperty(fc.array(part, { maxLength: 5 }), async (parts) => {
      const text = parts.join(',');
      const asked = new Set(text.split(',').map((name) => name.trim().normalize('NFC')));
      asked.delete('');
      if (text.includes('\0'))
        return expect(await listed(`?instanceName=${encodeURIComponent(text)}`)).toEqual(INVALID);
      const found = text === '' ? NAMES : NAMES.filter((name) => asked.has(name));
      const expected = asked.size === 1 && found.length === 0 ? NOT_FOUND : found;
      expect(await listed(`?instanceName=${encodeURIComponent(text)}`)).toEqual(expected);
    });
    await fc.assert(property, { numRuns: 60, seed: 20 });
  });

  it('begins with the oldest, whenever it was made and however it is asked for', async () => {
    const client = clientOf(product.baseUrl, (await newTenant(product)).token);
    for (const name of ['n1', 'n2', 'n3']) await client.post('/api/instance/new', { name });
    const { body } = await client.get('/api/instance/list');
    const ids = (body as { instances: { id: string }[] }).instances.map(({ id }) => id);
    await database.query(
      `UPDATE instances SET created_at = now() - array_position($1, id) * interval '1 millisecond'
       WHERE id = ANY($1)`,
      [ids],
    );
    for (const query of ['', '?instanceName=n1,n2,n3']) {
      expect(await listed(query, client)).toEqual(['n3', 'n2', 'n1']);
    }
  });

  it('is empty for an account without instances, and never shows those of others', async () => {
    const client = clientOf(product.baseUrl, (await newTenant(product)).token);
    expect(await listed('', client)).toEqual([]);
    expect(await listed('?instanceName=a', client)).toEqual(NOT_FOUND);
    expect(await listed('?instanceName=a,b', client)).toEqual([]);
  });
});

describe('The list of an instance', () => {
  it.each(['', '?instanceName=', '?instanceName=,', '?instanceName=nobody', '?instanceName=a,b'])(
    'asked for %j is that instance alone',
    async (query) => {
      expect(await listed(query, clientOf(product.baseUrl, instanceToken))).toEqual(['x']);
    },
  );
});
