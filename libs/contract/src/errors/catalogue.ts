import { CHAT_ERRORS } from './chat-errors.js';
import { EVENTS_ERRORS } from './events-errors.js';
import { INSTANCE_ERRORS } from './instance-errors.js';
import { KIND_ERRORS } from './kind-errors.js';
import { MESSAGE_ERRORS } from './message-errors.js';
import { OPERATOR_ERRORS } from './operator-errors.js';
import { type Reason } from './declaration.js';
import { EVERY_ROUTE_ERRORS } from './every-route-errors.js';

export { type ErrorDeclaration, type Reason } from './declaration.js';

/**
 * Every error that a client can see. Answers carry status and text; of our own surfaces only logs and the OpenAPI
 * document name the code. A new code does not compile until it has a status and a text.
 */
export const ERRORS = {
  ...EVERY_ROUTE_ERRORS,
  ...INSTANCE_ERRORS,
  ...EVENTS_ERRORS,
  ...MESSAGE_ERRORS,
  ...KIND_ERRORS,
  ...CHAT_ERRORS,
  ...OPERATOR_ERRORS,
} as const satisfies Record<string, { status: number; text: (params: never) => string }>;

export type ErrorCode = keyof typeof ERRORS;

/** The parameters of the text of a code; `void` for a fixed text. */
export type ErrorParams<Code extends ErrorCode> = Parameters<(typeof ERRORS)[Code]['text']>[0];

export type ParamsArgument<Code extends ErrorCode> =
  ErrorParams<Code> extends void | undefined ? [] : [params: ErrorParams<Code>];

/** Codes whose text needs no parameters. */
export type FixedErrorCode = {
  [Code in ErrorCode]: ErrorParams<Code> extends void | undefined ? Code : never;
}[ErrorCode];

/** Codes for an act that failed. Their text takes the reason, or needs no parameters. */
export type FailureCode =
  | FixedErrorCode
  | { [Code in ErrorCode]: Reason extends ErrorParams<Code> ? Code : never }[ErrorCode];

export const isErrorCode = (value: string): value is ErrorCode => Object.hasOwn(ERRORS, value);
