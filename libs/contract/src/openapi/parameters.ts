import { type z } from 'zod';
import { type Operation } from '../operation/operation.js';
import { type Json, jsonSchemaOf } from './json-schema-of.js';
import { pathParameterNames } from './path-template.js';

const PATH_DESCRIPTIONS: Readonly<Record<string, string>> = {
  instance: 'The name of the instance.',
};

export function pathParameters({ path, example, instancesInPath }: Operation): Json[] {
  return pathParameterNames(path).map((name) => ({
    ...pathParameter(name, example.params?.[name]),
    ...(name === 'instance' &&
      instancesInPath === 'list' && { description: 'One name, or several between commas.' }),
  }));
}

export const pathParameter = (name: string, example?: string): Json => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string' },
  ...(name in PATH_DESCRIPTIONS && { description: PATH_DESCRIPTIONS[name] }),
  ...(example !== undefined && { example }),
});

export function queryParameters({
  query,
  example,
}: {
  readonly query: z.ZodType;
  readonly example: { readonly query?: unknown };
}): Json[] {
  const { properties = {}, required = [] } = jsonSchemaOf(query, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  const examples = (example.query ?? {}) as Json;
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
    ...(name in examples && { example: examples[name] }),
  }));
}

export const IDEMPOTENCY_KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  description:
    'A name of your own for this request. When the same key comes again within a day, the answer is the first reply, and nothing is sent a second time.',
};

/** Of an operation that declares forms of its reply beside JSON. */
export function formatParameter({ formats }: Operation): Json[] {
  const names = Object.keys(formats);
  if (names.length === 0) return [];
  return [
    {
      name: 'format',
      in: 'query',
      required: false,
      schema: { type: 'string', examples: names },
      description: Object.entries(formats)
        .map(([name, { description }]) => `\`${name}\`: ${description}`)
        .concat('Anything else, or nothing: JSON.')
        .join(' '),
    },
  ];
}
