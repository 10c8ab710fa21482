import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  clientOf,
  freshAddress,
  newTenant,
  pathOf,
  type Product,
  refusal,
  startProduct,
  type Tenant,
  testServices,
} from '@starling/testing';
import { z } from 'zod';
import { askRoute, MINE, type Question, type Route, ROUTES } from './route-table.js';
import { type JsonSchema, wrongValuesFor } from './wrong-values.js';

/*
 * Every declared route that reads a body is sent all that a body may not be: what it takes is read from its
 * declaration, so a new route is asked without a new test. A real gateway, database and Redis.
 */
const INVALID_BODY = [400, 'Invalid request body'];
const KIB = 1024;
const MAX_BODY_BYTES = 256 * KIB;
const MAX_BODY_BYTES_WITH_FILES = 64 * KIB * KIB;

/** An id of nothing, so that an operator's request changes nothing. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

let product: Product;
let tenant: Tenant;

beforeAll(async () => {
  product = await startProduct(testServices(), { TRUST_PROXY: 'true' });
  tenant = await newTenant(product, { rateLimitPerMinute: 1_000_000 });
  await clientOf(product.baseUrl, tenant.token).post('/api/instance/new', { name: MINE });
}, 60_000);

afterAll(() => product.stop());

const ask = (route: Route, question: Question) =>
  askRoute(product, route, {
    token: route.operation.caller === 'operator' ? product.adminToken : tenant.token,
    ...question,
  });

const fieldsOf = ({ operation }: Route): Readonly<Record<string, JsonSchema>> =>
  (z.toJSONSchema(operation.body, { io: 'input', unrepresentable: 'any' }) as JsonSchema)
    .properties ?? {};

/** Of its example, with a name that is taken: so creating an instance is judged, and refused in the end. */
const rightBody = ({ operation }: Route): Record<string, unknown> => ({
  ...(operation.example.body as object),
  ...(operation.name === 'instance.create' && { name: MINE, token: null }),
  ...(operation.name === 'operator.createAccount' && { name: '/' }),
});

/** The message module says in addition what is wrong. */
const withoutDetail = ({ operation }: Route, [status, text]: [number, string]) =>
  operation.invalidBody === 'InvalidRequestBodyDetail'
    ? [status, text.replace(/^(Invalid request body): .+$/s, '$1')]
    : [status, text];

const readers = ROUTES.filter(({ operation }) => operation.readsBody);

describe.each(readers)('$title', (route) => {
  const answerTo = async (body: unknown, more: Question = {}) => {
    const reply = await ask(route, { body, ...more });
    return reply.status < 300 ? reply.status : withoutDetail(route, refusal(reply));
  };

  it.each([
    ...['{"a":', '{"a":1}}', "{'a':1}", 'a=b', '[]', '[{}]', '"text"', '1', 'true', 'null', ' '],
    // What a DELETE has to say may stand in its query instead.
    ...(route.operation.method === 'DELETE' ? [] : ['']),
    '{"callRejectMessage":"\t"}',
  ])('refuses the body %j', async (body) => {
    expect(await answerTo(body)).toEqual(INVALID_BODY);
  });

  it.each([
    ...['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'],
    ...[
      'application/jsonp',
      'application/xml',
      'text/json',
      'application/merge-patch+json',
      'nonsense',
    ],
  ])('refuses a body that says it is %s', async (type) => {
    const headers = { 'content-type': type };
    expect(await answerTo(rightBody(route), { headers })).toEqual(INVALID_BODY);
  });

  it('reads JSON whatever its charset says, and a body that does not say what it is', async () => {
    const right = await answerTo(rightBody(route));
    expect(right).not.toEqual(INVALID_BODY);
    for (const type of [
      'application/json; charset=utf-8',
      'Application/JSON;charset=UTF-8',
      'application/json ;',
    ]) {
      const headers = { 'content-type': type };
      expect([type, await answerTo(rightBody(route), { headers })]).toEqual([type, right]);
    }
    const bytes = new TextEncoder().encode(JSON.stringify(rightBody(route)));
    expect(await answerTo(bytes)).toEqual(right);
  });

  it('refuses a wrong type in each of its fields, before any rule is looked at', async () => {
    for (const [field, schema] of Object.entries(fieldsOf(route))) {
      for (const value of wrongValuesFor(schema)) {
        const body = { ...rightBody(route), name: '/', [field]: value };
        expect([field, value, await answerTo(body)]).toEqual([field, value, INVALID_BODY]);
      }
    }
  });

  it('takes null in a field as if it were not there', async () => {
    // To an operator null says something: back to the default.
    if (route.operation.caller === 'operator') return;
    for (const field of Object.keys(fieldsOf(route))) {
      const without = await answerTo({ ...rightBody(route), [field]: undefined });
      const withNull = await answerTo({ ...rightBody(route), [field]: null });
      expect([field, withNull]).toEqual([field, without]);
    }
  });

  it('does not look at fields and query parameters that it does not know', async () => {
    const right = await answerTo(rightBody(route));
    const more = { zz: { deep: [1, 'ab'] }, Name: 5, ['__proto__']: { enabled: 'x' } };
    const query = { zz: '1', '': '', nul: '\0', 'a[b]': 'c' };
    expect(await answerTo({ ...rightBody(route), ...more }, { query })).toEqual(right);
  });
});

describe.each(readers)('$title', (route) => {
  const refusalOf = async (body: string) => refusal(await ask(route, { body }));
  const invalid = (detail: string) => [
    400,
    route.operation.invalidBody === 'InvalidRequestBody'
      ? 'Invalid request body'
      : `Invalid request body: ${detail}`,
  ];

  it('refuses a NUL character anywhere, also in fields that it does not know', async () => {
    const error = invalid('contains a NUL character');
    expect(await refusalOf('{"zz":{"deep":["a\\u0000b"]}}')).toEqual(error);
    expect(await refusalOf('{"z\\u0000":1}')).toEqual(error);
  });

  it('refuses a body that is nested too deep or has too many values, before it is parsed', async () => {
    expect(await refusalOf(`{"zz":${'['.repeat(50_000)}`)).toEqual(
      invalid('nested deeper than 32 levels'),
    );
    expect(await refusalOf(`{"zz":[${'1,'.repeat(50_000)}`)).toEqual(
      invalid('more than 20000 values'),
    );
  });
});

describe.each(ROUTES)('$title', (route) => {
  it('refuses a body that is too large as soon as its length is known', async () => {
    const reply = await knock(route, { 'content-length': String(64 * KIB * KIB + 1) });
    expect(reply).toEqual([413, 'Request body too large']);
  });
});

describe.each(ROUTES.filter(({ operation }) => operation.method === 'GET'))('$title', (route) => {
  it('does not look at query parameters that it does not know', async () => {
    const plain = await ask(route, {});
    const asked = await ask(route, { query: { zz: '1', nul: '\0' } });
    expect(asked.status).toBe(plain.status);
  });
});

/** Sends the head of a request and nothing else: what is answered was answered before the body. */
function knock(
  { operation, path }: Route,
  headers: Record<string, string>,
): Promise<[status: number | undefined, text: string]> {
  const token = operation.caller === 'operator' ? product.adminToken : tenant.token;
  return new Promise((resolve, reject) => {
    const params = { instance: MINE, account: NOBODY, instanceId: NOBODY, delivery: NOBODY };
    const asked = request(`${product.baseUrl}${pathOf(path, params)}`, {
      method: operation.method,
      headers: { token, ...freshAddress(), ...headers },
    });
    asked.once('response', (response) => {
      response.once('data', (body: Buffer) => {
        const { error } = JSON.parse(body.toString()) as { error: { message: string } };
        resolve([response.statusCode, error.message]);
        asked.destroy();
      });
    });
    asked.once('error', reject);
    asked.flushHeaders();
  });
}

describe('The largest body', () => {
  const named = (name: string) => ROUTES.find(({ operation }) => operation.name === name) as Route;
  const route = named('instance.changeSettings');
  const withFile = named('message.sendMedia');
  const TOO_LARGE = [413, 'Request body too large'];
  const NOT_CONNECTED = [503, 'Instance is not connected to WhatsApp'];

  const bodyOf = (bytes: number) => {
    const [start, end] = ['{"ignoreStatus":true,"x":"', '"}'];
    return `${start}${'x'.repeat(bytes - start.length - end.length)}${end}`;
  };
  const mediaOf = (fileCharacters: number, more = '') =>
    `{"number":"5511999999999","mediaType":"image","mediaUrl":"${'A'.repeat(fileCharacters)}"${more}}`;

  const asPieces = (pieces: Iterable<Buffer>, { path }: Route) =>
    fetch(`${product.baseUrl}${pathOf(path, { instance: MINE })}`, {
      method: 'POST',
      headers: { token: tenant.token, 'content-type': 'application/json' },
      body: Readable.toWeb(Readable.from(pieces)) as ReadableStream,
      duplex: 'half',
    } as RequestInit);

  it('has 256 KiB, and not a byte more', async () => {
    expect((await ask(route, { body: bodyOf(MAX_BODY_BYTES) })).status).toBe(200);
    for (const refusing of readers) {
      if (refusing.operation.inlineFiles.length > 0) continue;
      const reply = await ask(refusing, { body: bodyOf(MAX_BODY_BYTES + 1) });
      expect([refusing.title, refusal(reply)]).toEqual([refusing.title, TOO_LARGE]);
      expect(reply.headers.get('x-ratelimit-limit')).not.toBeNull();
    }
  });

  it('has 64 MiB where a file may be in it, and not a byte more', async () => {
    const frame = mediaOf(0).length;
    const largest = await ask(withFile, { body: mediaOf(MAX_BODY_BYTES_WITH_FILES - frame) });
    expect(refusal(largest)).toEqual(NOT_CONNECTED);
    const larger = await ask(withFile, { body: mediaOf(MAX_BODY_BYTES_WITH_FILES - frame + 1) });
    expect(refusal(larger)).toEqual(TOO_LARGE);
  });

  it('has 256 KiB beside its file', async () => {
    const beside = (bytes: number) => mediaOf(100 * KIB, `,"x":"${'x'.repeat(bytes)}"`);
    expect(refusal(await ask(withFile, { body: beside(255 * KIB) }))).toEqual(NOT_CONNECTED);
    expect(refusal(await ask(withFile, { body: beside(256 * KIB) }))).toEqual(TOO_LARGE);
  });

  it('is measured too when nobody says beforehand how large it is', async () => {
    const chunk = Buffer.alloc(128 * KIB, ' ');
    expect((await asPieces([chunk, chunk, chunk], route)).status).toBe(413);
    const begin = Buffer.from(mediaOf(0).slice(0, -2));
    const file = Array.from({ length: 65 }, () => Buffer.alloc(KIB * KIB, 'A'));
    expect((await asPieces([begin, ...file], withFile)).status).toBe(413);
  });

  it.each(['keep-alive', 'close'])(
    'is refused in words to a client that sends all of it before it listens, and says %s',
    async (connection) => {
      const { hostname, port } = new URL(product.baseUrl);
      const socket = connect(Number(port), hostname);
      const body = Buffer.alloc(MAX_BODY_BYTES_WITH_FILES + 1, ' ');
      socket.write(
        [
          `POST /api/instance/settings/${MINE} HTTP/1.1`,
          'host: starling',
          `token: ${tenant.token}`,
          `connection: ${connection}`,
          `content-length: ${body.length}`,
          '\r\n',
        ].join('\r\n'),
      );
      await new Promise<void>((resolve, reject) => {
        socket.once('error', reject);
        socket.write(body, () => resolve());
      });
      const [reply] = (await once(socket, 'data')) as [Buffer];
      expect(reply.toString('latin1')).toMatch(/^HTTP\/1\.1 413 .*Request body too large/s);
      socket.destroy();
    },
  );

  it('is not even waited for when the token is wrong', async () => {
    const length = { 'content-length': String(MAX_BODY_BYTES_WITH_FILES + 1) };
    const wrong = { ...length, token: 'nobody', 'x-forwarded-for': '10.9.9.9' };
    expect(await knock(route, wrong)).toEqual([401, 'Invalid token']);
  });
});
