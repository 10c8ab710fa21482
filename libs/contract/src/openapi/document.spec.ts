import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ERRORS, type ErrorCode } from '../errors/catalogue.js';
import { EVENT_NAMES } from '../events/event-names.js';
import { eventEnvelope } from '../events/payloads/event-envelope.js';
import { parseBody, parseQuery } from '../operation/parse-request.js';
import { OPERATIONS } from '../operation/registry.js';
import { openApiDocument } from './document.js';

type Json = Record<string, unknown>;

const document = openApiDocument(OPERATIONS, { version: '1.2.3', baseUrl: 'https://x.example' });
const paths = document.paths as Record<string, Record<string, Json>>;
const named = OPERATIONS.map((operation) => [operation.name, operation] as const);

/** Every object inside, the outermost too. */
function* within(value: unknown): Generator<Json> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Json;
  for (const inner of Object.values(value)) yield* within(inner);
}

const resolve = (pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((value, key) => (value as Json | undefined)?.[key], document);

describe('The OpenAPI document', () => {
  it('is one of 3.1 that any JSON reader gets back whole', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  it('has no tuple without items and no format that JSON Schema does not know', () => {
    for (const { prefixItems, format } of within(document)) {
      if (Array.isArray(prefixItems)) expect(prefixItems).not.toEqual([]);
      if (typeof format === 'string')
        expect(['date-time', 'uuid', 'uri', 'email']).toContain(format);
    }
  });

  it('names its license by the identifier that tools read', () => {
    expect(document.info).toMatchObject({ license: { identifier: 'MIT' } });
  });

  it.each(named)('has %s on each of its paths', (_, operation) => {
    for (const path of [operation.path, ...operation.aliases]) {
      const template = path.replaceAll(/:(\w+)/g, '{$1}');
      const entry = paths[template]?.[operation.method.toLowerCase()];
      expect(entry).toMatchObject({ summary: operation.summary });
      const inPath = (entry?.parameters as Json[]).filter((parameter) => parameter.in === 'path');
      expect(inPath.map((parameter) => `{${String(parameter.name)}}`)).toEqual(
        template.match(/\{\w+\}/g) ?? [],
      );
    }
  });

  it('says which operations a client may repeat under a key of its own', () => {
    const keyed = Object.values(paths)
      .flatMap((item) => Object.values(item))
      .filter(({ parameters }) => JSON.stringify(parameters).includes('Idempotency-Key'));
    const sending = OPERATIONS.filter(({ sends }) => sends).map(({ name }) => name);
    expect(keyed.map(({ operationId }) => operationId).sort()).toEqual(sending.sort());
  });

  it('gives every operation an id of its own', () => {
    const ids = Object.values(paths).flatMap((item) =>
      Object.values(item).map((entry) => entry.operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has no reference that leads nowhere', () => {
    const references = [...within(document)]
      .map((node) => node.$ref)
      .filter((ref) => ref !== undefined);
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references)
      expect([reference, resolve(reference as string)]).not.toContain(undefined);
  });

  it('names a security scheme that exists wherever a token is needed', () => {
    const schemes = Object.keys((document.components as Json).securitySchemes as Json);
    for (const item of Object.values(paths)) {
      for (const entry of Object.values(item)) {
        for (const choice of entry.security as Json[])
          expect(schemes).toContain(Object.keys(choice)[0]);
      }
    }
  });

  it.each(named)('tells every error of %s by status and text', (_, operation) => {
    const template = operation.path.replaceAll(/:(\w+)/g, '{$1}');
    const responses = paths[template]?.[operation.method.toLowerCase()]?.responses as Record<
      string,
      Json
    >;
    const codes: ErrorCode[] = [
      ...operation.errors,
      ...(operation.readsBody ? [operation.invalidBody] : []),
    ];
    for (const code of codes) {
      const text = (ERRORS[code].text as (params: Json) => string)(
        Object.fromEntries(
          ['reason', 'detail', 'name', 'instance', 'number', 'digits'].map((key) => [
            key,
            `<${key}>`,
          ]),
        ),
      );
      expect(responses[ERRORS[code].status]?.description).toContain(`\`${text}\``);
    }
  });

  it('requires the name to create an instance or an account', () => {
    for (const path of ['/api/instance/new', '/admin/accounts']) {
      const body = paths[path]?.post?.requestBody as { content: Record<string, { schema: Json }> };
      expect(body.content['application/json']?.schema.required).toEqual(['name']);
    }
  });
});

describe('The webhooks of the document', () => {
  it('are the six events, each with an example of its whole body', () => {
    const webhooks = document.webhooks as Record<string, { post: Json }>;
    expect(Object.keys(webhooks)).toEqual(EVENT_NAMES);
    for (const { post } of Object.values(webhooks)) {
      const { content } = post.requestBody as { content: Record<string, { example: unknown }> };
      const example = content['application/json']?.example;
      expect(eventEnvelope.parse(example)).toEqual(example);
    }
  });
});

describe('The example', () => {
  it.each(named)('of %s passes its own schemas', (_, operation) => {
    const { query = {}, body, reply } = operation.example;
    expect(() => parseQuery(operation, query)).not.toThrow();
    if (operation.readsBody) expect(() => parseBody(operation, body)).not.toThrow();
    expect(operation.reply.parse(reply)).toEqual(reply);
  });

  it('names an account wherever the path does', () => {
    const silent = OPERATIONS.filter(
      ({ path, example }) => path.includes('/:account') && !example.params?.account,
    );
    expect(silent).toEqual([]);
  });
});

describe('The reply', () => {
  it.each(named)('of %s has no room for a key that is not declared', (_, operation) => {
    for (const node of within(
      z.toJSONSchema(operation.reply, { io: 'output', unrepresentable: 'any' }),
    )) {
      if (node.type === 'object') expect(node).toHaveProperty('additionalProperties');
    }
  });
});
