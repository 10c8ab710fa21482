import { ContractError } from '../errors/contract-error.js';
import { type Operation } from './operation.js';

export const HAS_NUL = 'contains a NUL character';

type Judging = Pick<Operation, 'invalidBody' | 'errors'>;
type Values = Readonly<Record<string, unknown>>;

/**
 * Throws when a declared value of a path, or of a body that stands in the query, has a NUL character in it: Postgres
 * stores none, so such a value is of a wrong type. Other bodies are judged as text while they are read.
 */
export function ensureNoNul({ invalidBody }: Judging, values: Values): void {
  const name = nameWithNul(values);
  if (name === undefined) return;
  throw invalidBody === 'InvalidRequestBody'
    ? new ContractError('InvalidRequestBody')
    : new ContractError('InvalidRequestBodyDetail', { detail: `${name}: ${HAS_NUL}` });
}

/** The same of a query; operations that name the wrong parameter in their errors do so here as well. */
export function ensureQueryHasNoNul(operation: Judging, query: Values): void {
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
