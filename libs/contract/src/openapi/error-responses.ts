import { ERRORS, type ErrorCode } from '../errors/catalogue.js';
import { type ErrorDeclaration } from '../errors/declaration.js';
import { type Json } from './json-schema-of.js';
import { RETRY_AFTER_HEADER } from './response-headers.js';

/** One entry of `x-errors`. */
export interface DocumentedError {
  /** Our name of the error. Answers carry status and message only. */
  readonly code: ErrorCode;
  readonly status: number;
  /** `<name>` stands for a value: `Number <digits> is not on WhatsApp`. */
  readonly message: string;
  /** True when the answer carries `Retry-After`. */
  readonly retryAfter?: true;
}

export const documentedErrors = (codes: readonly ErrorCode[]): DocumentedError[] =>
  codes.map((code) => {
    const { status, text, retryAfterSeconds }: ErrorDeclaration<never> = ERRORS[code];
    return {
      code,
      status,
      message: (text as (params: Json) => string)(PLACEHOLDERS),
      // The rate limiter computes the seconds of its own refusal.
      ...((retryAfterSeconds !== undefined || code === 'RateLimitExceeded') && {
        retryAfter: true,
      }),
    };
  });

/** Stands in for the parameters of an error text. */
const PLACEHOLDERS: Json = new Proxy({}, { get: (_, name) => `<${String(name)}>` });

/** One response per status, with the messages that it may carry. `headers` are on each of them. */
export function errorResponses(errors: readonly DocumentedError[], headers: Json): Json {
  const statuses = new Set(errors.map(({ status }) => status));
  return Object.fromEntries(
    [...statuses].map((status) => [
      status,
      errorResponse(
        errors.filter((error) => error.status === status),
        headers,
      ),
    ]),
  );
}

const errorResponse = (errors: readonly DocumentedError[], headers: Json): Json => ({
  description: errors.map(({ message }) => `\`${message}\``).join(', '),
  headers: {
    ...headers,
    ...(errors.some(({ retryAfter }) => retryAfter) && RETRY_AFTER_HEADER),
  },
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
});
