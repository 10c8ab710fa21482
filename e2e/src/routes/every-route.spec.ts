import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  clientOf,
  type JsonReply,
  newTenant,
  type Product,
  refusal,
  startProduct,
  type Tenant,
  testServices,
} from '@starling/testing';
import {
  askRoute,
  namesInstance,
  MINE,
  type Question,
  rateHeadersOf,
  type Route,
  ROUTES,
} from './route-table.js';
import { ServedDocument } from './served-document.js';

/*
 * Every declared route, aliases included, is asked the same questions in the contract's order of checks. The gateway
 * is a real process on a real database and Redis; nothing is doubled. What a route does once it lets somebody in is
 * asked elsewhere.
 */
const NO_LIMIT = { rateLimitPerMinute: 1_000_000 };
const INVALID_TOKEN = [401, 'Invalid token'];
const NOT_FOUND = [404, 'Not found'];
const NO_INSTANCE = [404, 'Instance not found'];

let product: Product;
let tenant: Tenant;
let stranger: Tenant;
let instanceToken: string;
let document: ServedDocument;

beforeAll(async () => {
  product = await startProduct(testServices(), { TRUST_PROXY: 'true' });
  document = await ServedDocument.fetch(product.baseUrl);
  tenant = await newTenant(product, NO_LIMIT);
  stranger = await newTenant(product, NO_LIMIT);
  const mine = clientOf(product.baseUrl, tenant.token);
  const { body } = await mine.post('/api/instance/new', { name: MINE });
  instanceToken = (body as { data: { token: string } }).data.token;
  await mine.post('/api/instance/new', { name: 'other' });
});

afterAll(() => product.stop());

/** Every answer agrees with the OpenAPI document, and all but that of health carry the rate limit. */
async function ask(
  route: Route,
  token: string | undefined,
  more: Question = {},
): Promise<JsonReply> {
  const reply = await askRoute(product, route, { token, ...more });
  const told = route.operation.caller === 'anyone' ? null : expect.stringMatching(/^\d+$/);
  expect(rateHeadersOf(reply)).toEqual([told, told, told]);
  expect(document.contradictions(route.operation.name, reply)).toEqual([]);
  return reply;
}

const rightToken = ({ operation }: Route) =>
  operation.caller === 'operator' ? product.adminToken : tenant.token;

/** The path with one of its own words in other letters, one at a time. */
const misspelt = ({ path }: Route) =>
  [...path.matchAll(/\/([a-zA-Z])/g)].map(
    ({ index }) =>
      path.slice(0, index + 1) +
      path.slice(index + 1, index + 2).toUpperCase() +
      path.slice(index + 2),
  );

/** A parameter stands for any word, those of other routes included. */
function covers({ path }: Route, other: Route): boolean {
  const [parts, others] = [path.split('/'), other.path.split('/')];
  return (
    parts.length === others.length &&
    parts.every((part, index) => part.startsWith(':') || part === others[index])
  );
}

describe.each(ROUTES)('$title', (route) => {
  const isOpen = route.operation.caller === 'anyone';

  it('is not there under a method that was not declared, whatever the token', async () => {
    const taken: string[] = ROUTES.filter((other) => covers(other, route)).map(
      ({ operation }) => operation.method,
    );
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'].filter(
      (name) => !taken.includes(name),
    )) {
      for (const token of [undefined, rightToken(route)]) {
        const reply = await askRoute(product, route, { token, method });
        expect([method, ...refusal(reply)]).toEqual([method, ...NOT_FOUND]);
        expect(rateHeadersOf(reply)).not.toContain(null);
      }
    }
  });

  it('is not there in other letters', async () => {
    for (const path of misspelt(route)) {
      const reply = await askRoute(product, route, { token: rightToken(route), path });
      expect([path, ...refusal(reply)]).toEqual([path, ...NOT_FOUND]);
    }
  });

  it('does not mind a slash at its end', async () => {
    for (const token of isOpen ? [undefined] : [undefined, rightToken(route)]) {
      const plain = await ask(route, token, { instance: 'nobody' });
      const slashed = await ask(route, token, { instance: 'nobody', path: `${route.path}/` });
      expect([slashed.status, typeof slashed.body]).toEqual([plain.status, typeof plain.body]);
    }
  });

  it('answers a preflight without a token and without counting it', async () => {
    const reply = await askRoute(product, route, { method: 'OPTIONS' });
    expect([reply.status, reply.body, ...rateHeadersOf(reply)]).toEqual([
      204,
      undefined,
      null,
      null,
      null,
    ]);
  });

  it('follows GET with HEAD, without a body', async () => {
    if (route.operation.method !== 'GET') return;
    for (const token of [undefined, rightToken(route)]) {
      const head = await ask(route, token, { method: 'HEAD' });
      expect([head.status, head.body]).toEqual([(await ask(route, token)).status, undefined]);
      expect(head.headers.get('content-type')).toBe('application/json; charset=utf-8');
    }
  });

  it('answers JSON, and nothing is to be remembered as HTML', async () => {
    for (const token of [undefined, rightToken(route)]) {
      const { headers } = await ask(route, token, { instance: 'nobody' });
      expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    }
  });
});

describe.each(ROUTES.filter(({ operation }) => operation.caller !== 'anyone'))(
  '$title',
  (route) => {
    it('answers 401 without a token and with an unknown one', async () => {
      for (const token of [undefined, '', 'nobody']) {
        expect(refusal(await ask(route, token))).toEqual(INVALID_TOKEN);
      }
    });

    it('answers 401 to a token of a kind that may not call it', async () => {
      const { caller } = route.operation;
      const wrong = caller === 'operator' ? [tenant.token, instanceToken] : [product.adminToken];
      if (caller === 'account') wrong.push(instanceToken);
      for (const token of wrong) expect(refusal(await ask(route, token))).toEqual(INVALID_TOKEN);
    });

    it('takes no token from the query', async () => {
      expect(refusal(await ask(route, undefined, { query: { token: rightToken(route) } }))).toEqual(
        INVALID_TOKEN,
      );
    });

    it('looks at the token before the body', async () => {
      const broken = { body: '{"a":' };
      expect(refusal(await ask(route, 'nobody', broken))).toEqual(INVALID_TOKEN);
    });
  },
);

describe.each(ROUTES.filter(namesInstance))('$title', (route) => {
  it('wants the instance named, once the token is right and before it looks at the body', async () => {
    const bare = route.path.replace('/:instance', '');
    for (const path of [bare, `${bare}/`, `${bare}/%20`, `${bare}/%20%09`]) {
      const nameless = { path, body: '{"a":' };
      expect([path, ...refusal(await ask(route, tenant.token, nameless))]).toEqual([
        path,
        400,
        'Instance name is required',
      ]);
      expect([path, ...refusal(await ask(route, undefined, nameless))]).toEqual([
        path,
        ...INVALID_TOKEN,
      ]);
    }
  });

  it('does not know instances of other accounts, nor names that nobody bears or can bear', async () => {
    for (const [token, instance] of [
      [stranger.token, MINE],
      [tenant.token, 'nobody'],
      [tenant.token, MINE.toUpperCase()],
      [tenant.token, 'a/b'],
      [tenant.token, '\u{10ffff}'.repeat(100)],
    ] as const) {
      expect(refusal(await ask(route, token, { instance, body: '{"a":' }))).toEqual(NO_INSTANCE);
    }
  });

  it('takes a name with a NUL character for a wrong type, once the token may name it', async () => {
    const nul = { instance: 'a\0b', body: '{"a":' };
    const text =
      route.operation.invalidBody === 'InvalidRequestBody'
        ? 'Invalid request body'
        : 'Invalid request body: instance: contains a NUL character';
    expect(refusal(await ask(route, tenant.token, nul))).toEqual([400, text]);
    if (route.operation.caller !== 'either') return;
    expect((await ask(route, instanceToken, nul)).status).toBe(403);
  });

  it('keeps a token of an instance to that instance, and tells nothing of others', async () => {
    if (route.operation.caller !== 'either') return;
    for (const instance of ['other', 'nobody', 'a/b']) {
      expect(refusal(await ask(route, instanceToken, { instance, body: '{"a":' }))).toEqual([
        403,
        'Instance token does not match requested instance',
      ]);
    }
  });
});
