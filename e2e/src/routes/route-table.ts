import { OPERATIONS, type Operation } from '@starling/contract';
import {
  freshAddress,
  type JsonReply,
  type JsonRequest,
  pathOf,
  type Product,
  requestJson,
} from '@starling/testing';

/** One method and path that is answered; an alias is a route of its own. */
export interface Route {
  readonly operation: Operation;
  readonly path: string;
  readonly title: string;
}

export const ROUTES: readonly Route[] = OPERATIONS.flatMap((operation) =>
  [operation.path, ...operation.aliases].map((path) => ({
    ...{ operation, path },
    title: `${operation.method} ${path}`,
  })),
);

export const namesInstance = ({ path }: Route): boolean => path.endsWith('/:instance');

/** The instance of the account under test. */
export const MINE = 'mine';
/** Nobody, so that asking an operator route with the right token changes nothing. */
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

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

export const RATE_HEADERS = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'];

export const rateHeadersOf = ({ headers }: JsonReply): (string | null)[] =>
  RATE_HEADERS.map((name) => headers.get(name));
