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
 * Every error the world can see. Codes are ours and never leave the house;
 * a new code does not compile until it has a status and a text.
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

/** What must be said along with a code; `void` for the fixed texts. */
export type ErrorParams<Code extends ErrorCode> = Parameters<(typeof ERRORS)[Code]['text']>[0];

export type ParamsArgument<Code extends ErrorCode> =
  ErrorParams<Code> extends void | undefined ? [] : [params: ErrorParams<Code>];

/** Codes whose text needs nothing said along. */
export type FixedErrorCode = {
  [Code in ErrorCode]: ErrorParams<Code> extends void | undefined ? Code : never;
}[ErrorCode];

/** Codes that can be said of an act that failed: with its reason, or with a text that needs none. */
export type FailureCode =
  | FixedErrorCode
  | { [Code in ErrorCode]: Reason extends ErrorParams<Code> ? Code : never }[ErrorCode];

export const isErrorCode = (value: string): value is ErrorCode => Object.hasOwn(ERRORS, value);
