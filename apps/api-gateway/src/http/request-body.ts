import { ContractError, type Operation } from '@starling/contract';

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json(?:\s*;|$)/i;

/** The one character that Postgres cannot keep; refused here, so that no write fails over it half-way. */
const NUL_ESCAPE = /(?<!\\)(?:\\\\)*\\u0000/;

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
  const text = bytes?.toString('utf8') ?? '';
  if (NUL_ESCAPE.test(text)) throw invalidBody(operation, 'contains a NUL character');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalidBody(operation, 'not valid JSON');
  }
}

function invalidBody(operation: Operation, detail: string): ContractError {
  return operation.invalidBody === 'InvalidRequestBody'
    ? new ContractError('InvalidRequestBody')
    : new ContractError('InvalidRequestBodyDetail', { detail });
}
