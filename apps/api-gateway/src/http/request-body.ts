import { type BodyOf, ContractError, type Operation, parseBody } from '@starling/contract';

const JSON_TYPE = /^application\/json\s*(?:;|$)/i;

const NUL_ESCAPE = /(?<!\\)(?:\\\\)*\\u0000/;

/** A body without a Content-Type is read as JSON, one of any other type is refused. Throws a `ContractError`. */
export function readBody<O extends Operation>(
  operation: O,
  contentType: string | undefined,
  bytes: Buffer | undefined,
): BodyOf<O> {
  if (!operation.readsBody) return parseBody(operation, {});
  if (contentType && !JSON_TYPE.test(contentType)) {
    throw invalidBody(operation, 'expected application/json');
  }
  const text = bytes?.toString('utf8') ?? '';
  const body = parseBody(operation, parseJson(operation, text));
  // The one character that Postgres cannot keep; refused here, so that no write fails over it half-way.
  if (text.includes('\\u0000') && NUL_ESCAPE.test(JSON.stringify(body))) {
    throw invalidBody(operation, 'contains a NUL character');
  }
  return body;
}

function parseJson(operation: Operation, text: string): unknown {
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
