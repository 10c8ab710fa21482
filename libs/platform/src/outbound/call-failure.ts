import { errors } from 'undici';
import { OutboundError } from './outbound-error.js';

const TIMEOUTS = [
  errors.ConnectTimeoutError,
  errors.HeadersTimeoutError,
  errors.BodyTimeoutError,
] as const;

/** The connection was accepted, but no whole HTTP response came. */
const BAD_RESPONSES = [
  errors.HTTPParserError,
  errors.HeadersOverflowError,
  errors.ResponseContentLengthMismatchError,
  errors.SocketError,
] as const;
const BROKEN_CONNECTION = new Set(['ECONNRESET', 'EPIPE']);

/** What went wrong in the closed list of codes, whatever the layer that noticed it. */
export function toOutboundError(error: unknown): OutboundError {
  const cause = rootCause(error);
  if (cause instanceof OutboundError) return cause;
  const { name, message, code } = cause as NodeJS.ErrnoException;
  if (name === 'TimeoutError' || isOneOf(TIMEOUTS, cause) || code === 'ETIMEDOUT') {
    return new OutboundError('timeout', 'no answer in time', { cause });
  }
  if (isOneOf(BAD_RESPONSES, cause) || BROKEN_CONNECTION.has(code ?? '')) {
    return new OutboundError('bad_response', message, { cause });
  }
  return new OutboundError('connect_failed', message || String(code), { cause });
}

const isOneOf = (types: readonly (abstract new (...args: never[]) => unknown)[], error: unknown) =>
  types.some((type) => error instanceof type);

/** A guard's refusal may come wrapped by the resolver or by several tried addresses. */
function rootCause(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return rootCause(error.errors[0]);
  const { cause } = error as Error;
  return cause instanceof OutboundError ? cause : error;
}
