import { type z } from 'zod';
import { isErrorCode, type ErrorCode, type ParamsArgument } from './catalogue.js';
import { ContractError } from './contract-error.js';

type Issue = z.core.$ZodIssue;

interface BrokenRule {
  readonly code: ErrorCode;
  readonly params: unknown;
}

/**
 * Types are judged before rules: as long as any field has a wrong type the body as a whole is invalid,
 * and only a body of right types is told which rule it broke (the first in declaration order).
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
