import { ContractError } from '../errors/contract-error.js';
import { type Operation } from './operation.js';

export const HAS_NUL = 'contains a NUL character';

type DeclaredErrors = Pick<Operation, 'invalidBody' | 'errors'>;
type Values = Readonly<Record<string, unknown>>;

/**
 * Throws when a declared value of a path, or of a body that came as query, contains a NUL character. Postgres cannot
 * store one, so such a value has a wrong type. All other bodies are checked as text while they are read.
 */
export function ensureNoNul({ invalidBody }: DeclaredErrors, values: Values): void {
  const name = nameWithNul(values);
  if (name === undefined) return;
  throw invalidBody === 'InvalidRequestBody'
    ? new ContractError('InvalidRequestBody')
    : new ContractError('InvalidRequestBodyDetail', { detail: `${name}: ${HAS_NUL}` });
}

/** The same check for a query. Operations with the error `InvalidQueryParameter` name the wrong parameter. */
export function ensureQueryHasNoNul(operation: DeclaredErrors, query: Values): void {
  const name = nameWithNul(query);
  if (name !== undefined && operation.errors.includes('InvalidQueryParameter'))
    throw new ContractError('InvalidQueryParameter', { name });
  ensureNoNul(operation, query);
}

const nameWithNul = (values: Values): string | undefined =>
  Object.keys(values).find((name) => hasNul(values[name]));

function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  return typeof value === 'object' && value !== null && Object.values(value).some(hasNul);
}
