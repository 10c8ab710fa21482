import {
  ContractError,
  ERRORS,
  type ErrorCode,
  type ErrorEnvelope,
  isErrorCode,
  type Operation,
  toErrorEnvelope,
} from '@starling/contract';
import { StorageError } from '@starling/storage';
import { type FastifyReply } from 'fastify';
import { invalidBodyOf, NOT_JSON_TYPE } from '../body/body-errors.js';

interface FastifyFailure {
  readonly code?: string;
}

/** Undefined when the contract does not declare this failure: then it is a bug or an outage. */
export function declaredFailure(error: unknown): ContractError | undefined {
  if (error instanceof ContractError) return error;
  return error instanceof StorageError ? storageFailure(error) : undefined;
}

/** Fastify refuses a content type that it cannot parse, before the body is read. */
export function contentTypeFailure(
  error: unknown,
  operation: Operation,
): ContractError | undefined {
  const { code } = error as FastifyFailure;
  return code?.startsWith('FST_ERR_CTP_') ? invalidBodyOf(operation)(NOT_JSON_TYPE) : undefined;
}

function storageFailure({ code }: StorageError): ContractError | undefined {
  if (code === 'InvalidCursor')
    return new ContractError('InvalidQueryParameter', { name: 'cursor' });
  return isErrorCode(code) ? ContractError.fromWire(code, {}) : undefined;
}

/** The error that the operation declares for an internal failure, or the general one of the client or operator API. */
export function undeclaredFailure(operation: Operation, requestId: string): ContractError {
  const general = operation.caller === 'operator' ? 'Internal' : 'InstanceLookupFailed';
  const own = operation.errors.find((code) => ERRORS[code].status === 500) ?? general;
  const reason = `internal error, request ${requestId}`;
  return ContractError.fromWire(own satisfies ErrorCode, { reason }) as ContractError;
}

export const sendError = (reply: FastifyReply, error: ContractError): FastifyReply =>
  writeErrorHead(reply, error).send(toErrorEnvelope(error.message) satisfies ErrorEnvelope);

/** Writes status and headers of an error; the caller writes the body. */
export function writeErrorHead(reply: FastifyReply, error: ContractError): FastifyReply {
  if (error.retryAfterSeconds !== undefined) {
    void reply.header('retry-after', error.retryAfterSeconds);
  }
  return reply.code(error.status).type('application/json; charset=utf-8');
}
