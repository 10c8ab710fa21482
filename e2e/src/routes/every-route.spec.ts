import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OPERATIONS, type Operation } from '@starling/contract';
import {
  newTenant,
  pathOf,
  type Product,
  refusal,
  requestJson,
  startProduct,
  type Tenant,
  testServices,
} from '@starling/testing';
import { z } from 'zod';

/*
 * Every declared route, aliases included, is asked the same questions in the contract's order of checks. The gateway
 * is a real process on a real database; nothing is doubled. Requests without a valid token share one bucket per
 * address, so each of them says it comes from another one.
 */
const NO_LIMIT = { rateLimitPerMinute: 1_000_000 };
const INSTANCE = 'mine';
/** Nobody, so that asking an operator route with the right token changes nothing. */
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

let product: Product;
let tenant: Tenant;
let stranger: Tenant;
let instanceToken: string;
let address = 0;

const anybody = () => ({
  'x-forwarded-for': `10.${(address += 1) >> 16}.${(address >> 8) & 255}.${address & 255}`,
});

interface Route {
  readonly operation: Operation;
  readonly path: string;
  readonly title: string;
}
const ROUTES: readonly Route[] = OPERATIONS.flatMap((operation) =>
  [operation.path, ...operation.aliases].map((path) => ({
    ...{ operation, path },
    title: `${operation.method} ${path}`,
  })),
);
const guarded = ROUTES.filter(({ operation }) => operation.caller !== 'anyone');
const aboutInstance = ROUTES.filter(({ path }) => path.endsWith('/:instance'));
const withBody = ROUTES.filter(({ operation }) => operation.readsBody);

const paramsOf = (instance = INSTANCE) => ({
  instance,
  account: UNKNOWN,
  instanceId: UNKNOWN,
});

async function ask(
  { operation, path }: Route,
  token: string | undefined,
  {
    instance = INSTANCE,
    body,
    headers,
  }: { instance?: string; body?: unknown; headers?: Record<string, string> } = {},
) {
  return requestJson(product.baseUrl, operation.method, pathOf(path, paramsOf(instance)), {
    ...(token !== undefined && { token }),
    headers: { ...anybody(), ...headers },
    ...(operation.method !== 'GET' && { body: body ?? {} }),
  });
}

const rightToken = ({ operation }: Route) =>
  operation.caller === 'operator' ? product.adminToken : tenant.token;

beforeAll(async () => {
  product = await startProduct(testServices(), { TRUST_PROXY: 'true' });
  tenant = await newTenant(product, NO_LIMIT);
  stranger = await newTenant(product, NO_LIMIT);
  const created = await requestJson(product.baseUrl, 'POST', '/api/instance/new', {
    token: tenant.token,
    body: { name: INSTANCE },
  });
  instanceToken = (created.body as { data: { token: string } }).data.token;
  await requestJson(product.baseUrl, 'POST', '/api/instance/new', {
    token: tenant.token,
    body: { name: 'other' },
  });
}, 60_000);

afterAll(() => product.stop());

describe.each(guarded)('$title', (route) => {
  it('answers 401 without a token and with an unknown one', async () => {
    expect(refusal(await ask(route, undefined))).toEqual([401, 'Invalid token']);
    expect(refusal(await ask(route, 'nobody'))).toEqual([401, 'Invalid token']);
  });

  it('answers 401 to a token of the wrong kind', async () => {
    const wrong = route.operation.caller === 'operator' ? tenant.token : product.adminToken;
    expect(refusal(await ask(route, wrong))).toEqual([401, 'Invalid token']);
    if (route.operation.caller === 'either') return;
    expect(refusal(await ask(route, instanceToken))).toEqual([401, 'Invalid token']);
  });

  it('is not there under another method', async () => {
    const taken = ROUTES.filter(({ path }) => path === route.path).map(
      ({ operation }) => operation.method,
    );
    const free = (['GET', 'POST', 'PUT', 'DELETE'] as const).find(
      (method) => !taken.includes(method),
    );
    const operation = { ...route.operation, method: free ?? 'PATCH' } as Operation;
    expect(refusal(await ask({ ...route, operation }, rightToken(route)))).toEqual([
      404,
      'Not found',
    ]);
  });

  it('carries the limit of its bucket on every answer', async () => {
    for (const token of [undefined, rightToken(route)]) {
      const { headers } = await ask(route, token, { instance: 'nobody' });
      for (const name of ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset']) {
        expect([name, headers.get(name)]).toEqual([name, expect.stringMatching(/^\d+$/)]);
      }
    }
  });
});

describe.each(aboutInstance)('$title', (route) => {
  it('wants the instance named, once the token is right', async () => {
    const bare = route.path.replace('/:instance', '');
    for (const path of [bare, `${bare}/`, `${bare}/%20`]) {
      const nameless = { ...route, path };
      expect([path, ...refusal(await ask(nameless, tenant.token))]).toEqual([
        path,
        400,
        'Instance name is required',
      ]);
      expect([path, ...refusal(await ask(nameless, undefined))]).toEqual([
        path,
        401,
        'Invalid token',
      ]);
    }
  });

  it('does not know the instances of other accounts, nor names that nobody bears', async () => {
    for (const [token, instance] of [
      [stranger.token, INSTANCE],
      [tenant.token, 'nobody'],
      [tenant.token, 'a\0b'],
    ] as const) {
      expect(refusal(await ask(route, token, { instance }))).toEqual([404, 'Instance not found']);
    }
  });

  it('keeps a token of an instance to that instance, and tells nothing of others', async () => {
    if (route.operation.caller !== 'either') return;
    for (const instance of ['other', 'nobody']) {
      expect(refusal(await ask(route, instanceToken, { instance }))).toEqual([
        403,
        'Instance token does not match requested instance',
      ]);
    }
  });
});

/** Any value of a type that the field does not take. */
function wrongValueFor(schema: unknown): unknown {
  const takes = JSON.stringify(schema);
  if (!takes.includes('"object"')) return { not: 'this' };
  return 'not this';
}

describe.each(withBody)('$title', (route) => {
  const send = (body: unknown, headers?: Record<string, string>) =>
    ask(route, rightToken(route), { body, ...(headers && { headers }) });

  it.each([['{"a":'], ['[]'], ['"text"'], ['null'], ['{"a":"\\u0000"}'], ['']])(
    'refuses the body %s',
    async (body) => {
      expect(refusal(await send(body))).toEqual([400, 'Invalid request body']);
    },
  );

  it('refuses a body of another type', async () => {
    expect(
      refusal(await send('a=b', { 'content-type': 'application/x-www-form-urlencoded' })),
    ).toEqual([400, 'Invalid request body']);
  });

  it('refuses a wrong type in each of its fields, before any rule is looked at', async () => {
    const { properties = {} } = z.toJSONSchema(route.operation.body, {
      ...{ io: 'input' as const, unrepresentable: 'any' as const },
    }) as { properties?: Record<string, unknown> };
    for (const [field, schema] of Object.entries(properties)) {
      const reply = await send({ [field]: wrongValueFor(schema) });
      expect([field, ...refusal(reply)]).toEqual([field, 400, 'Invalid request body']);
    }
  });
});

describe('Any path', () => {
  const get = (path: string, headers: Record<string, string> = {}) =>
    requestJson(product.baseUrl, 'GET', path, { headers: { ...anybody(), ...headers } });

  it.each([
    '/nope',
    '/api/instance/LIST',
    '/api/events/getWebSocket/x',
    '/api/chat/whatsappNumbers',
    '/%zz',
  ])('%s that is not in the table is 404, whatever the token', async (path) => {
    expect(refusal(await get(path))).toEqual([404, 'Not found']);
  });

  it('may end with a slash', async () => {
    expect((await get('/api/instance/list/', { token: tenant.token })).status).toBe(200);
  });

  it('is answered to HEAD as to GET', async () => {
    const reply = await fetch(`${product.baseUrl}/api/instance/list`, {
      ...{ method: 'HEAD', headers: { token: tenant.token } },
    });
    expect([reply.status, await reply.text()]).toEqual([200, '']);
  });
});

describe('A body over 64 MiB', () => {
  it('is refused after the token was looked at', async () => {
    const route = ROUTES.find(
      ({ operation }) => operation.name === 'instance.changeSettings',
    ) as Route;
    const body = `{"callRejectMessage":"${'x'.repeat(64 * 1024 * 1024)}"}`;
    expect(refusal(await ask(route, tenant.token, { body }))).toEqual([
      413,
      'Request body too large',
    ]);
  });
});
