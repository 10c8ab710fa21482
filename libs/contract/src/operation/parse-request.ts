import { type z } from 'zod';
import { errorFromIssues } from '../errors/from-issues.js';
import { type BodyOf, type Operation, type QueryOf } from './operation.js';
import { ensureQueryHasNoNul } from './refuse-nul.js';

/** Returns the body in the form of the declaration. Throws the `ContractError` of the first broken rule. */
export const parseBody = <O extends Operation>(operation: O, sent: unknown): BodyOf<O> =>
  parse(operation, operation.body, sent) as BodyOf<O>;

/** Query values are strings; a repeated parameter is an array of strings. */
export function parseQuery<O extends Operation>(operation: O, sent: unknown): QueryOf<O> {
  const query = parse(operation, operation.query, sent) as QueryOf<O>;
  ensureQueryHasNoNul(operation, query as Readonly<Record<string, unknown>>);
  return query;
}

function parse(operation: Operation, schema: z.ZodType, sent: unknown): unknown {
  const result = schema.safeParse(sent);
  if (result.success) return result.data;
  throw errorFromIssues(result.error.issues, operation.invalidBody);
}
