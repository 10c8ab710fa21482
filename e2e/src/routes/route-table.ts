import { expect } from '@jest/globals';
import { OPERATIONS, type Operation } from '@starling/contract';
import {
  clientOf,
  freshAddress,
  type JsonReply,
  type JsonRequest,
  newTenant,
  pathOf,
  type Product,
  requestJson,
  startProduct,
  testServices,
} from '@starling/testing';
import { ServedDocument } from './served-document.js';

/** One method and path that is answered; an alias is a route of its own. */
export interface Route {
  readonly operation: Operation;
  readonly path: string;
  readonly title: string;
}

export const ROUTES: readonly Route[] = OPERATIONS.flatMap((operation) =>
  [operation.path, ...operation.aliases].map((path) => ({
    operation,
    path,
    title: `${operation.method} ${path}`,
  })),
);

export const namesInstance = ({ path }: Route): boolean => path.endsWith('/:instance');

/** The instance of the account under test. */
export const MINE = 'mine';
/** An id of nothing, so that asking an operator route with the right token changes nothing. */
export const UNKNOWN = '00000000-0000-4000-8000-000000000000';

export interface Question extends Omit<JsonRequest, 'token'> {
  readonly token?: string | undefined;
  readonly instance?: string;
  /** In place of the route's own. */
  readonly path?: string;
  readonly method?: string;
}

export async function askRoute(
  { baseUrl }: Product,
  { operation, path }: Route,
  { token, instance = MINE, body, headers, ...question }: Question,
): Promise<JsonReply> {
  const params = { instance, account: UNKNOWN, instanceId: UNKNOWN, delivery: UNKNOWN };
  const method = question.method ?? operation.method;
  return requestJson(baseUrl, method, pathOf(question.path ?? path, params), {
    ...(token !== undefined && { token }),
    ...(question.query && { query: question.query }),
    headers: { ...freshAddress(), ...headers },
    ...(!['GET', 'HEAD', 'OPTIONS'].includes(method) && { body: body ?? {} }),
  });
}

export type StartedRoutes = Awaited<ReturnType<typeof startRoutes>>;

/**
 * A gateway, a tenant without a limit who has the instance `MINE`, and `ask`: a route with the token that it takes.
 * Every answer has to agree with the OpenAPI document that the gateway serves.
 */
export async function startRoutes() {
  const product = await startProduct(testServices(), { TRUST_PROXY: 'true' });
  const tenant = await newTenant(product, { rateLimitPerMinute: 1_000_000 });
  await clientOf(product.baseUrl, tenant.token).post('/api/instance/new', { name: MINE });
  const tokenFor = ({ operation }: Route): string =>
    operation.caller === 'operator' ? product.adminToken : tenant.token;
  const document = await ServedDocument.fetch(product.baseUrl);
  const ask = async (route: Route, question: Question) => {
    const reply = await askRoute(product, route, { token: tokenFor(route), ...question });
    expect(document.contradictions(route.operation.name, reply)).toEqual([]);
    return reply;
  };
  return { product, tenant, tokenFor, ask };
}

const RATE_HEADERS = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'];

export const rateHeadersOf = ({ headers }: JsonReply): (string | null)[] =>
  RATE_HEADERS.map((name) => headers.get(name));
