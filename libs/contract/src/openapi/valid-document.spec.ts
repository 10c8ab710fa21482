import { describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { OPERATIONS } from '../registry/registry.js';
import { openApiDocument } from './document.js';

type Json = Record<string, unknown>;

/** A schema of the document, with the examples that stand beside it. */
interface Described {
  readonly place: string;
  readonly schema: Json;
  readonly examples: readonly unknown[];
}

const document = openApiDocument(OPERATIONS, { version: '1.2.3', baseUrl: 'https://x.example' });
const { schemas } = document.components as { schemas: Record<string, Json> };

/** Every object inside, the outermost too, with the path to it. */
function* objectsIn(value: unknown, place = '#'): Generator<readonly [place: string, node: Json]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [place, value as Json];
  for (const [key, inner] of Object.entries(value)) yield* objectsIn(inner, `${place}/${key}`);
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

const described: readonly Described[] = [
  ...Object.entries(schemas).map(([place, schema]) => ({ place, schema, examples: [] })),
  ...[...objectsIn(document)].flatMap(([place, { schema, example }]) =>
    isObject(schema) ? [{ place, schema, examples: example === undefined ? [] : [example] }] : [],
  ),
];

/** Knows the components, so that references to them resolve. */
class SchemaJudge {
  private readonly ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    // The specs of the declarations judge the formats of examples.
    formats: { 'date-time': true, uuid: true, uri: true, email: true },
  });
  private readonly compiled = new Map<string, ValidateFunction>();

  constructor() {
    this.ajv.addVocabulary(['components']);
    this.ajv.addSchema({ $id: 'document', components: { schemas } });
  }

  /** Throws when the schema is not valid JSON Schema 2020-12. */
  compile(schema: Json): ValidateFunction {
    const { $ref } = schema;
    const whole = typeof $ref === 'string' ? { ...schema, $ref: `document${$ref}` } : schema;
    const key = JSON.stringify(whole);
    const validate = this.compiled.get(key) ?? this.ajv.compile(whole);
    this.compiled.set(key, validate);
    return validate;
  }
}

describe('The OpenAPI document', () => {
  it('is valid by the schema of OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document));
    expect([valid, errors]).toEqual([true, undefined]);
    expect(validator.version).toBe('3.1');
  });

  it('has only valid JSON Schema 2020-12, which accepts every example beside it', () => {
    const judge = new SchemaJudge();
    expect(described.length).toBeGreaterThan(OPERATIONS.length);
    for (const { place, schema, examples } of described) {
      const validate = judge.compile(schema);
      for (const example of examples) {
        validate(example);
        expect([place, validate.errors]).toEqual([place, null]);
      }
    }
  });
});
