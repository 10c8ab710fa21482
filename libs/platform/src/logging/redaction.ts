/** Keys whose values never reach a log, in whatever object they hang. */
const SECRET_KEYS = ['token', 'authorization', 'apikey', 'apiToken', 'password', 'secretKey'];
const PERSONAL_KEYS = ['number', 'phone', 'jid', 'lid', 'body'];

/** Three levels deep: what is logged on purpose is flat, this is the net below for what slipped in. */
export const REDACTED_PATHS = [...SECRET_KEYS, ...PERSONAL_KEYS].flatMap((key) => [
  key,
  `*.${key}`,
  `*.*.${key}`,
]);

const REDACTED = '[Redacted]';

/** In free text: credentials of a URL, a bearer, a secret of a query, a telephone number (with or without a JID). */
const SECRETS_IN_TEXT: readonly (readonly [RegExp, string])[] = [
  [/(:\/\/)[^/\s@]+@/g, `$1${REDACTED}@`],
  [/\b(bearer)\s+[^\s"']+/gi, `$1 ${REDACTED}`],
  [/([?&](?:token|key|secret|signature|password)=)[^&\s"']+/gi, `$1${REDACTED}`],
  [/(?<![\w.:/-])\+?\d{8,20}(?!\w|-[\da-f]{4}-)/g, REDACTED],
];

export const withoutSecrets = (text: string): string =>
  SECRETS_IN_TEXT.reduce((clean, [pattern, word]) => clean.replace(pattern, word), text);

export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

const MAX_CAUSES = 3;

/** Libraries hang requests, rows and parameters on their errors: these parts are logged and no others. */
export function describeError(error: unknown, causes = MAX_CAUSES): LoggedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: withoutSecrets(String(error)) };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: withoutSecrets(error.message),
    ...(typeof code === 'string' && { code }),
    ...(error.stack && { stack: withoutSecrets(error.stack) }),
    ...(error.cause !== undefined &&
      causes > 0 && { cause: describeError(error.cause, causes - 1) }),
  };
}
