import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Client, type Product, refusal, startProduct, testServices } from '@starling/testing';
import { create as createFor, created as createdFor, freeClient, names } from './creating.js';

/* What creating an instance refuses, and whose token it takes; on a real gateway, database and Redis. */
const UUID_V4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const INVALID_BODY = [400, 'Invalid request body'];

let product: Product;
let mine: Client;

beforeAll(async () => {
  product = await startProduct(testServices());
  mine = await newClient();
});

afterAll(() => product.stop());

const newClient = (fields: object = {}) => freeClient(product, fields);
const create = (body: object, client = mine) => createFor(client, body);
const created = (body: object, client = mine) => createdFor(client, body);

describe('Creating is refused', () => {
  const long = (length: number) => 'x'.repeat(length);
  it.each([
    [{}, 'Instance name is required'],
    [{ name: null }, 'Instance name is required'],
    [{ name: '' }, 'Instance name is required'],
    [{ name: ' \t\n ' }, 'Instance name is required'],
    ...[
      'a/b',
      'a\\b',
      'a,b',
      'a?b',
      'a#b',
      'a%b',
      '.',
      '..',
      ' .. ',
      'a\nb',
      'a\u007fb',
      '\ud800',
      long(101),
    ].map((name) => [{ name }, 'Invalid instance name'] as const),
    ...[
      long(7),
      long(256),
      'with space',
      'umläut-1',
      'tab\tinside',
      ' '.repeat(8),
      'line\nbreak',
    ].map((token) => [{ name: 'ok', token }, 'Invalid instance token'] as const),
    [{ name: 'ok', proxyEnabled: true }, 'Proxy host and port are required'],
    [
      { name: 'ok', proxyEnabled: true, proxyHost: '10.0.0.2', proxyPort: '1' },
      'Proxy host not allowed',
    ],
    [{ name: 'ok', proxyEnabled: true, proxyHost: 'h' }, 'Proxy host and port are required'],
    [
      { name: 'ok', proxyEnabled: true, proxyHost: ' ', proxyPort: '1' },
      'Proxy host and port are required',
    ],
    [
      { name: 'ok', proxyEnabled: true, proxyHost: 'h', proxyPort: '65536' },
      'Invalid request body',
    ],
    [
      { name: 'ok', proxyEnabled: true, proxyHost: 'h', proxyPort: '1', proxyProtocol: 'ftp' },
      "Invalid proxy protocol. Use 'http', 'https' or 'socks5'",
    ],
    [
      { name: 'ok', s3Enabled: true, s3Region: 'r', s3Bucket: 'b', s3AccessKey: 'a' },
      'Invalid request body',
    ],
    // Types of the whole body come first, and no text has a NUL character.
    [{ name: 'a\0b' }, 'Invalid request body'],
    [{ name: '', webhookEnabled: 'yes' }, 'Invalid request body'],
    [{ name: 'ok', proxyEnabled: true, chatwootAccountId: 1.5 }, 'Invalid request body'],
  ] as const)('for %j, and nothing is stored', async (body, text) => {
    const client = await newClient();
    expect(refusal(await create(body, client))).toEqual([400, text]);
    expect(await names(client)).toEqual([]);
  });

  it('for a name that is taken in this account, however it is written', async () => {
    await created({ name: 'Café' });
    for (const name of ['Café', ' Café  ', 'Cafe\u0301']) {
      expect(refusal(await create({ name }))).toEqual([409, 'Instance name already exists']);
    }
    await created({ name: 'café' });
  });

  it('for a token that any account or instance of the server has', async () => {
    const other = await newClient();
    const token = `taken-${randomUUID()}`;
    await created({ name: 'owner', token }, other);
    for (const taken of [token, other.token, mine.token]) {
      expect(refusal(await create({ name: randomUUID(), token: taken }))).toEqual([
        409,
        'Instance token already exists',
      ]);
    }
  });

  it('for the token of the operator, with which the instance could never be reached', async () => {
    expect(refusal(await create({ name: randomUUID(), token: product.adminToken }))).toEqual([
      409,
      'Instance token already exists',
    ]);
  });

  it('beyond the quota, and never by more however many ask at once', async () => {
    const client = await newClient({ quotas: { instances: 3 } });
    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, index) => create({ name: `i${index}` }, client)),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([
      201, 201, 201, 403, 403, 403, 403, 403,
    ]);
    expect(refusal(await create({ name: 'one more' }, client))).toEqual([
      403,
      'Account instance quota exceeded',
    ]);
    const [first] = await names(client);
    await client.delete(`/api/instance/delete/${first}`);
    await created({ name: 'in its place' }, client);
  });

  it('to all but one of those who want the same name or token at once', async () => {
    const sameName = await Promise.all(
      Array.from({ length: 6 }, () => create({ name: 'contested' })),
    );
    expect(sameName.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    const token = `contested-${randomUUID()}`;
    const clients = await Promise.all(Array.from({ length: 4 }, () => newClient()));
    const sameToken = await Promise.all(
      clients.map((client) => create({ name: 'x', token }, client)),
    );
    expect(sameToken.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect((await Promise.all(clients.map(names))).flat()).toEqual(['x']);
  });

  it('when the body breaks a rule twice, with one clear answer', async () => {
    expect(refusal(await create({ name: 'ok', events: 1, s3Enabled: true }))).toEqual(INVALID_BODY);
  });
});

describe('A token of the caller', () => {
  it.each(['x'.repeat(8), 'x'.repeat(255)])('may have 8 to 255 characters', async (filler) => {
    const token = `${randomUUID()}${filler}`.slice(-filler.length);
    const reply = await create({ name: randomUUID(), token });
    expect(reply.body).toMatchObject({ instance: { token }, data: { token } });
  });

  it('that is empty asks for one to be made', async () => {
    for (const token of ['', null]) {
      expect(await created({ name: randomUUID(), token })).toMatchObject({
        token: expect.stringMatching(UUID_V4),
      });
    }
  });
});
