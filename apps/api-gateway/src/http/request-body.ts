import { ContractError, type Operation } from '@starling/contract';

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json(?:\s*;|$)/i;

/** A body without a Content-Type is read as JSON, one of any other type is refused. */
export function parseRequestBody(
  operation: Operation,
  contentType: string | undefined,
  bytes: Buffer | undefined,
): unknown {
  if (!operation.readsBody) return {};
  if (contentType && !JSON_TYPE.test(contentType)) {
    throw invalidBody(operation, 'expected application/json');
  }
  try {
    return JSON.parse(bytes?.toString('utf8') ?? '') as unknown;
  } catch {
    throw invalidBody(operation, 'not valid JSON');
  }
}

function invalidBody(operation: Operation, detail: string): ContractError {
  return operation.invalidBody === 'InvalidRequestBody'
    ? new ContractError('InvalidRequestBody')
    : new ContractError('InvalidRequestBodyDetail', { detail });
}
