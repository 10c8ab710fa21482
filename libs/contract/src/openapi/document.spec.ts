import { describe, expect, it } from '@jest/globals';
import { EVENT_NAMES } from '../events/event-names.js';
import { eventEnvelope } from '../events/payloads/event-envelope.js';
import { OPERATIONS } from '../registry/registry.js';
import { openApiDocument } from './document.js';

type Json = Record<string, unknown>;

const document = openApiDocument(OPERATIONS, { version: '1.2.3', baseUrl: 'https://x.example' });
const paths = document.paths as Record<string, Record<string, Json>>;
const webhooks = document.webhooks as Record<string, Record<string, Json>>;

/** Every object inside, the outermost too. */
function* objectsIn(value: unknown): Generator<Json> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Json;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

const resolve = (pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((value, key) => (value as Json | undefined)?.[key], document);

describe('The OpenAPI document', () => {
  it('is the same after a way through JSON', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  it('has no tuple without items and no format that JSON Schema does not know', () => {
    for (const { prefixItems, format } of objectsIn(document)) {
      if (Array.isArray(prefixItems)) expect(prefixItems).not.toEqual([]);
      if (typeof format === 'string')
        expect(['date-time', 'uuid', 'uri', 'email']).toContain(format);
    }
  });

  it('has no reference that leads nowhere', () => {
    const references = [...objectsIn(document)].flatMap(({ $ref }) => ($ref ? [$ref] : []));
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references)
      expect([reference, typeof resolve(reference as string)]).toEqual([reference, 'object']);
  });

  it('gives every operation, webhook and socket an id of its own', () => {
    const ids = [...Object.values(paths), ...Object.values(webhooks)].flatMap((item) =>
      Object.values(item).map(({ operationId }) => operationId),
    );
    expect(ids).not.toContain(undefined);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names its license by the identifier that tools read', () => {
    expect(document.info).toMatchObject({ license: { identifier: 'MIT' } });
  });
});

describe('The webhooks of the document', () => {
  it('are the six events, each with an example of its whole body', () => {
    expect(Object.keys(webhooks)).toEqual(EVENT_NAMES);
    for (const { post } of Object.values(webhooks)) {
      const { content } = post?.requestBody as { content: Record<string, { example: unknown }> };
      const example = content['application/json']?.example;
      expect(eventEnvelope.parse(example)).toEqual(example);
    }
  });
});
