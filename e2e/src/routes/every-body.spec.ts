import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Product, refusal } from '@starling/testing';
import { z } from 'zod';
import {
  MINE,
  type Question,
  type Route,
  ROUTES,
  type StartedRoutes,
  startRoutes,
} from './route-table.js';
import { type JsonSchema, wrongValuesFor } from './wrong-values.js';

/*
 * Every declared route that reads a body is sent all that a body may not be: what it takes is read from its
 * declaration, so a new route is asked without a new test. A real gateway, database and Redis.
 */
const INVALID_BODY = [400, 'Invalid request body'];

let product: Product;
let ask: StartedRoutes['ask'];

beforeAll(async () => {
  ({ product, ask } = await startRoutes());
});

afterAll(() => product.stop());

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
    '{"a":',
    '{"a":1}}',
    "{'a':1}",
    'a=b',
    '[]',
    '[{}]',
    '"text"',
    '1',
    'true',
    'null',
    ' ',
    // What a DELETE has to say may stand in its query instead.
    ...(route.operation.method === 'DELETE' ? [] : ['']),
    '{"callRejectMessage":"\t"}',
  ])('refuses the body %j', async (body) => {
    expect(await answerTo(body)).toEqual(INVALID_BODY);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'application/xml',
    'text/json',
    'application/merge-patch+json',
    'nonsense',
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

describe.each(ROUTES.filter(({ operation }) => operation.method === 'GET'))('$title', (route) => {
  it('does not look at query parameters that it does not know', async () => {
    const plain = await ask(route, {});
    const asked = await ask(route, { query: { zz: '1', nul: '\0' } });
    expect(asked.status).toBe(plain.status);
  });
});
