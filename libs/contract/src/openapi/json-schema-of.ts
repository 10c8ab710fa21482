import { z } from 'zod';

export type Json = Record<string, unknown>;

/** Formats of JSON Schema 2020-12. Zod also writes names of its own, which other readers do not know. */
const FORMATS: ReadonlySet<unknown> = new Set(['date-time', 'email', 'uri', 'uuid']);

/** Makes valid JSON Schema 2020-12 of what Zod writes: an empty tuple becomes a list without items. */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      const { format, prefixItems } = jsonSchema;
      if (format !== undefined && !FORMATS.has(format)) delete jsonSchema.format;
      if (prefixItems?.length === 0) {
        delete jsonSchema.prefixItems;
        jsonSchema.maxItems = 0;
      }
    },
  }) as Json;
  return rest;
}
