import { type z } from 'zod';
import { isErrorCode, type ErrorCode } from './catalogue.js';
import { ContractError } from './contract-error.js';

type Issue = z.core.$ZodIssue;

/**
 * Types are judged before rules: as long as any field has a wrong type the body as a whole is invalid,
 * and only a body of right types is told which rule it broke (the first in declaration order).
 */
export function errorFromIssues(
  issues: readonly Issue[],
  invalidBody: 'InvalidRequestBody' | 'InvalidRequestBodyDetail',
): ContractError {
  const wrongType = issues.find((issue) => !declaredCode(issue));
  if (!wrongType) {
    const code = declaredCode(issues[0] as Issue) as ErrorCode;
    return new ContractError(code as 'InvalidRequestBody');
  }
  return invalidBody === 'InvalidRequestBody'
    ? new ContractError('InvalidRequestBody')
    : new ContractError('InvalidRequestBodyDetail', { detail: describe(wrongType) });
}

function declaredCode(issue: Issue): ErrorCode | undefined {
  const code: unknown = issue.code === 'custom' ? issue.params?.errorCode : undefined;
  return typeof code === 'string' && isErrorCode(code) ? code : undefined;
}

function describe(issue: Issue): string {
  const field = issue.path.join('.');
  return field ? `${field}: ${issue.message}` : issue.message;
}
