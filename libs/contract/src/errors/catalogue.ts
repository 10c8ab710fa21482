/**
 * Every error the world can see: status and text are the contract, letter for letter.
 * Codes are ours and never leave the house; a new code does not compile until it has both.
 */
export interface ErrorDeclaration<Params = void> {
  readonly status: number;
  readonly text: (params: Params) => string;
}

const fixed = (status: number, text: string): ErrorDeclaration => ({ status, text: () => text });
const worded = <Params>(
  status: number,
  text: (params: Params) => string,
): ErrorDeclaration<Params> => ({ status, text });

export interface Reason {
  readonly reason: string;
}

export const ERRORS = {
  // Every route
  NotFound: fixed(404, 'Not found'),
  MethodNotAllowed: fixed(405, 'Method not allowed'),
  InvalidToken: fixed(401, 'Invalid token'),
  InstanceNameRequired: fixed(400, 'Instance name is required'),
  WrongInstanceToken: fixed(403, 'Instance token does not match requested instance'),
  InstanceNotFound: fixed(404, 'Instance not found'),
  InvalidRequestBody: fixed(400, 'Invalid request body'),
  InvalidRequestBodyDetail: worded<{ detail: string }>(
    400,
    ({ detail }) => `Invalid request body: ${detail}`,
  ),
  BodyTooLarge: fixed(413, 'Request body too large'),
  RateLimitExceeded: fixed(429, 'Rate limit exceeded. Try again later.'),
  InstanceLookupFailed: fixed(500, 'Failed to get instance'),
  Internal: fixed(500, 'Internal error'),

  // Whatever needs the live session
  InstanceNotConnected: fixed(503, 'Instance is not connected to WhatsApp'),
  SessionTimedOut: fixed(500, 'Failed to reach the session: timeout'),

  // Operator
  WorkerNotFound: fixed(404, 'Worker not found'),
} as const satisfies Record<string, { status: number; text: (params: never) => string }>;

export type ErrorCode = keyof typeof ERRORS;

/** What must be said along with a code; `void` for the fixed texts. */
export type ErrorParams<Code extends ErrorCode> = Parameters<(typeof ERRORS)[Code]['text']>[0];

export const isErrorCode = (value: string): value is ErrorCode => Object.hasOwn(ERRORS, value);
