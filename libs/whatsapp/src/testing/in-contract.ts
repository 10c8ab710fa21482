import { expect } from '@jest/globals';

interface Schema<Payload> {
  parse(payload: unknown): Payload;
}

/** Exactly what the contract allows, the order of the keys included. */
export function inContract<Payload>(schema: Schema<Payload>, payload: unknown): Payload {
  const told: unknown = JSON.parse(JSON.stringify(payload));
  const parsed = schema.parse(told);
  expect(JSON.stringify(told)).toBe(JSON.stringify(parsed));
  return parsed;
}
