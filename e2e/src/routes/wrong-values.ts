/** As much of JSON Schema as `z.toJSONSchema` writes of a request body. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

const A_VALUE_OF: Readonly<Record<string, unknown>> = {
  string: 'text',
  boolean: true,
  integer: 1,
  number: 1.5,
  array: [],
  object: {},
};

const alternativesOf = (schema: JsonSchema): readonly JsonSchema[] =>
  schema.anyOf?.flatMap(alternativesOf) ?? [schema];

/** One value of each JSON type that the field does not take, and each such value within its items and fields. */
export function wrongValuesFor(schema: JsonSchema): unknown[] {
  const alternatives = alternativesOf(schema);
  const named = alternatives.flatMap(({ type = [] }) => type);
  const taken = named.includes('number') ? [...named, 'integer'] : named;
  return [
    ...Object.entries(A_VALUE_OF).flatMap(([type, value]) => (taken.includes(type) ? [] : [value])),
    ...alternatives.flatMap(({ items }) =>
      items ? wrongValuesFor(items).map((value) => [value]) : [],
    ),
    ...alternatives.flatMap(({ properties = {} }) =>
      Object.entries(properties).flatMap(([field, inner]) =>
        wrongValuesFor(inner).map((value) => ({ [field]: value })),
      ),
    ),
  ];
}
