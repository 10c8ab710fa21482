import { type z } from 'zod';
import { isErrorCode, type ErrorCode, type ParamsArgument } from './catalogue.js';
import { ContractError } from './contract-error.js';

type Issue = z.core.$ZodIssue;

interface BrokenRule {
  readonly code: ErrorCode;
  readonly params: unknown;
}

/**
 * Types are checked before rules. A body with a wrong type in any field is invalid as a whole; for a body of right
 * types the error is that of the first broken rule, in the order of the declaration.
 */
export function errorFromIssues(
  issues: readonly Issue[],
  invalidBody: 'InvalidRequestBody' | 'InvalidRequestBodyDetail',
): ContractError {
  const wrongType = issues.find((issue) => !brokenRule(issue));
  if (!wrongType) {
    const { code, params } = brokenRule(issues[0] as Issue) as BrokenRule;
    return new ContractError(code, ...([params] as unknown as ParamsArgument<typeof code>));
  }
  return invalidBody === 'InvalidRequestBody'
    ? new ContractError('InvalidRequestBody')
    : new ContractError('InvalidRequestBodyDetail', { detail: describe(wrongType) });
}

function brokenRule(issue: Issue): BrokenRule | undefined {
  if (issue.code !== 'custom') return undefined;
  const code: unknown = issue.params?.errorCode;
  return typeof code === 'string' && isErrorCode(code)
    ? { code, params: issue.params?.errorParams }
    : undefined;
}

function describe(issue: Issue): string {
  const field = issue.path.join('.');
  return field ? `${field}: ${issue.message}` : issue.message;
}
