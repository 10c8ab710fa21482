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

interface FastifyFailure {
  readonly code?: string;
  readonly statusCode?: number;
}

/** Maps whatever the frame around an operation throws. What nobody declared is a bug: 500, found again by its request id. */
export function toContractError(error: unknown): ContractError {
  if (error instanceof ContractError) return error;
  const { code, statusCode } = error as FastifyFailure;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new ContractError('BodyTooLarge');
  if (code?.startsWith('FST_ERR_CTP_')) return new ContractError('InvalidRequestBody');
  if (statusCode === 404) return new ContractError('NotFound');
  return new ContractError('Internal');
}

/** What the act itself threw; undefined when it is nobody's declared failure. */
export function declaredFailure(error: unknown): ContractError | undefined {
  if (error instanceof ContractError) return error;
  if (!(error instanceof StorageError)) return undefined;
  if (error.code === 'InvalidCursor') {
    return new ContractError('InvalidQueryParameter', { name: 'cursor' });
  }
  return isErrorCode(error.code) ? ContractError.fromWire(error.code, {}) : undefined;
}

/** The operation's own sentence for `it failed and we do not say why`, or the general one. */
export function undeclaredFailure(operation: Operation, requestId: string): ContractError {
  const own = operation.errors.find((code) => ERRORS[code].status === 500) ?? 'Internal';
  const reason = `internal error, request ${requestId}`;
  return ContractError.fromWire(own satisfies ErrorCode, { reason }) as ContractError;
}

export function sendError(reply: FastifyReply, error: ContractError): FastifyReply {
  const envelope: ErrorEnvelope = toErrorEnvelope(error.message);
  return reply.code(error.status).type('application/json; charset=utf-8').send(envelope);
}
