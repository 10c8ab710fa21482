import { type Caller } from '../operation/operation.js';
import { type Json } from './json-schema-of.js';

const ACCOUNT = 'The token of an account. It may call for every instance of the account.';
const INSTANCE = 'The token of one instance. It may call for this instance only.';
const OPERATOR = 'The token of the operator. It may call the operations under /admin only.';

const inHeader = (description: string) => ({
  type: 'apiKey',
  in: 'header',
  name: 'token',
  description: `${description} When this header is there, Authorization is not looked at.`,
});
const asBearer = (description: string) => ({ type: 'http', scheme: 'bearer', description });
const inQuery = (description: string) => ({
  type: 'apiKey',
  in: 'query',
  name: 'token',
  description: `${description} For browsers, which cannot set headers of a WebSocket.`,
});

/** One scheme per kind of token and carrier. */
export const SECURITY_SCHEMES = {
  accountToken: inHeader(ACCOUNT),
  accountBearer: asBearer(ACCOUNT),
  accountQuery: inQuery(ACCOUNT),
  instanceToken: inHeader(INSTANCE),
  instanceBearer: asBearer(INSTANCE),
  instanceQuery: inQuery(INSTANCE),
  operatorToken: inHeader(OPERATOR),
  operatorBearer: asBearer(OPERATOR),
} as const;

/** A request needs one of the named schemes. */
const oneOf = (...names: (keyof typeof SECURITY_SCHEMES)[]): Json[] =>
  names.map((name) => ({ [name]: [] }));

const ACCOUNT_OR_INSTANCE = oneOf(
  'accountToken',
  'accountBearer',
  'instanceToken',
  'instanceBearer',
);

export const SECURITY: Readonly<Record<Caller, Json[]>> = {
  anyone: [],
  either: ACCOUNT_OR_INSTANCE,
  account: oneOf('accountToken', 'accountBearer'),
  operator: oneOf('operatorToken', 'operatorBearer'),
};

/** Only the WebSocket takes its token from the query as well. */
export const SOCKET_SECURITY: Json[] = [
  ...ACCOUNT_OR_INSTANCE,
  ...oneOf('accountQuery', 'instanceQuery'),
];
