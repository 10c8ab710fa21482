import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { parseBody, parseQuery } from '../operation/parse-request.js';
import { OPERATIONS } from '../registry/registry.js';
import { openApiDocument } from './document.js';
import { type DocumentedError } from './error-responses.js';
import { pathTemplate } from './path-template.js';

type Json = Record<string, unknown>;

interface Entry extends Json {
  readonly parameters: readonly Json[];
  readonly responses: Readonly<Record<string, Json & { readonly headers: Json }>>;
  readonly security: readonly Json[];
  readonly 'x-errors': readonly DocumentedError[];
}

const document = openApiDocument(OPERATIONS, { version: '1.2.3', baseUrl: 'https://x.example' });
const paths = document.paths as Record<string, Record<string, Entry>>;
const named = OPERATIONS.map((operation) => [operation.name, operation] as const);

const entryOf = (path: string, method: string): Entry =>
  paths[pathTemplate(path)]?.[method.toLowerCase()] as Entry;

const RATE_LIMIT = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'];

describe.each(named)('%s', (_, operation) => {
  const entry = entryOf(operation.path, operation.method);

  it('stands under its path, with a parameter for each of its parts', () => {
    expect(entry).toMatchObject({ operationId: operation.name, summary: operation.summary });
    const inPath = entry.parameters.filter((parameter) => parameter.in === 'path');
    expect(inPath.map((parameter) => `{${String(parameter.name)}}`)).toEqual(
      pathTemplate(operation.path).match(/\{\w+\}/g) ?? [],
    );
  });

  it('lists its aliases, which are no paths of their own', () => {
    expect(entry['x-aliases'] ?? []).toEqual(operation.aliases.map(pathTemplate));
    for (const alias of operation.aliases) expect(entryOf(alias, operation.method)).toBeUndefined();
  });

  it('lists each declared error by code, status and message', () => {
    const listed = entry['x-errors'];
    const codes = listed.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining([...operation.errors]));
    expect(new Set(codes).size).toBe(codes.length);
    for (const { status, message } of listed)
      expect(entry.responses[status]?.description).toContain(`\`${message}\``);
  });

  it('has the headers that its answers carry', () => {
    const { rateBucket } = operation;
    const always = [...(rateBucket === 'none' ? [] : RATE_LIMIT), 'X-Request-Id'];
    for (const [status, { headers }] of Object.entries(entry.responses)) {
      const repeatable = entry['x-errors'].some(
        (error) => error.retryAfter && String(error.status) === status,
      );
      const isLinked = operation.carriesCode !== undefined && status === '200';
      const expected = [
        ...always,
        ...(repeatable ? ['Retry-After'] : []),
        ...(isLinked ? ['Link'] : []),
      ];
      expect([status, Object.keys(headers)]).toEqual([status, expected]);
    }
  });

  it('has an example that passes its own schemas', () => {
    const { query = {}, body, reply } = operation.example;
    expect(() => parseQuery(operation, query)).not.toThrow();
    if (operation.readsBody) expect(() => parseBody(operation, body)).not.toThrow();
    expect(operation.reply.parse(reply)).toEqual(reply);
  });

  it('replies with declared keys only', () => {
    const schema = z.toJSONSchema(operation.reply, { io: 'output', unrepresentable: 'any' });
    for (const node of objectsIn(schema)) {
      if (node.type === 'object') expect(node).toHaveProperty('additionalProperties');
    }
  });
});

function* objectsIn(value: unknown): Generator<Json> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Json;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

describe('An operation', () => {
  const schemesOf = (path: string, method: string) =>
    entryOf(path, method).security.flatMap((choice) => Object.keys(choice));

  it('names the tokens that it takes, each in both headers', () => {
    expect(schemesOf('/api/instance/new', 'POST')).toEqual(['accountToken', 'accountBearer']);
    expect(schemesOf('/api/instance/list', 'GET')).toEqual([
      'accountToken',
      'accountBearer',
      'instanceToken',
      'instanceBearer',
    ]);
    expect(schemesOf('/admin/accounts', 'GET')).toEqual(['operatorToken', 'operatorBearer']);
    expect(schemesOf('/health', 'GET')).toEqual([]);
  });

  it('takes an Idempotency-Key when it sends a message', () => {
    const takesKey = OPERATIONS.filter(({ path, method }) =>
      entryOf(path, method).parameters.some(({ name }) => name === 'Idempotency-Key'),
    );
    expect(takesKey).toEqual(OPERATIONS.filter(({ sends }) => sends));
  });

  it('has the picture and the page of a connect', () => {
    const { parameters, responses } = entryOf('/api/instance/connect/:instance', 'GET');
    expect(parameters.find(({ name }) => name === 'format')).toMatchObject({
      in: 'query',
      required: false,
      schema: { examples: ['png'] },
    });
    const content = responses[200]?.content as Json;
    expect(Object.keys(content)).toEqual(['application/json', 'image/png']);
  });

  it('requires the name to create an instance or an account', () => {
    for (const path of ['/api/instance/new', '/admin/accounts']) {
      const body = entryOf(path, 'POST').requestBody as {
        content: Record<string, { schema: Json }>;
      };
      expect(body.content['application/json']?.schema.required).toEqual(['name']);
    }
  });

  it('has an account in its example when its path names one', () => {
    const silent = OPERATIONS.filter(
      ({ path, example }) => path.includes('/:account') && !example.params?.account,
    );
    expect(silent).toEqual([]);
  });

  it('of health has its reply under both of its statuses', () => {
    expect(Object.keys(entryOf('/health', 'GET').responses)).toEqual(['200', '413', '503']);
  });
});

describe('The WebSocket', () => {
  const entry = entryOf('/ws/:instance', 'GET');

  it('answers 101 with the rate limit, or one of its refusals', () => {
    const statuses = [101, 400, 401, 403, 404, 426, 429, 500, 503].map(String);
    expect(Object.keys(entry.responses)).toEqual(statuses);
    for (const { headers } of Object.values(entry.responses))
      expect(Object.keys(headers)).toEqual(expect.arrayContaining(RATE_LIMIT));
    expect(entry.responses[429]?.headers).toHaveProperty('Retry-After');
    expect(entry.responses[426]?.headers).toHaveProperty('Upgrade');
  });

  it('takes its token from the query too, and a place in the event log', () => {
    const schemes = entry.security.flatMap((choice) => Object.keys(choice));
    expect(schemes).toEqual(expect.arrayContaining(['accountQuery', 'instanceQuery']));
    expect(entry.parameters.map(({ name }) => name)).toEqual(['instance', 'since']);
  });

  it('is reached at the address of the server with the scheme of sockets', () => {
    expect(entry.servers).toEqual([{ url: 'wss://x.example' }]);
  });
});
