const REDACTED = '[Redacted]';

/** Keys whose values never reach a log, in whatever object they hang and in whatever case they are written. */
const SECRET_KEYS = ['token', 'authorization', 'apikey', 'apitoken', 'password', 'secretkey'];
const PERSONAL_KEYS = ['number', 'phone', 'jid', 'lid', 'body'];
const HIDDEN_KEYS = new Set([...SECRET_KEYS, ...PERSONAL_KEYS]);

/** What is logged on purpose is flat; deeper than this nothing is shown at all. */
const MAX_DEPTH = 4;

type Fields = Record<string, unknown>;

/**
 * The net below every line. By hand, because a line is written for each request and pino's own redaction of paths
 * with wildcards multiplies what a line costs.
 */
export function withoutSecretFields(fields: Fields, depth = MAX_DEPTH): Fields {
  const clean: Fields = {};
  for (const name in fields) {
    const isHidden = HIDDEN_KEYS.has(name) || HIDDEN_KEYS.has(name.toLowerCase());
    clean[name] = isHidden ? REDACTED : cleanValue(fields[name], depth - 1);
  }
  return clean;
}

function cleanValue(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return describeError(value);
  if (depth === 0) return REDACTED;
  if (Array.isArray(value)) return value.map((item) => cleanValue(item, depth - 1));
  const { toJSON } = value as { toJSON?: unknown };
  return typeof toJSON === 'function' ? value : withoutSecretFields(value as Fields, depth);
}

/** In free text: credentials of a URL, a bearer, a secret of a query, a telephone number (with or without a JID). */
const SECRETS_IN_TEXT: readonly (readonly [RegExp, string])[] = [
  [/(:\/\/)[^/\s@]+@/g, `$1${REDACTED}@`],
  [/\b(bearer)\s+[^\s"']+/gi, `$1 ${REDACTED}`],
  [/([?&](?:token|key|secret|signature|password)=)[^&\s"']+/gi, `$1${REDACTED}`],
  [/(?<![\w.:/-])\+?\d{8,20}(?!\w|-[\da-f]{4}-)/g, REDACTED],
];

export const withoutSecrets = (text: string): string =>
  SECRETS_IN_TEXT.reduce((clean, [pattern, word]) => clean.replace(pattern, word), text);

interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

const MAX_CAUSES = 3;

/** Libraries hang requests, rows and parameters on their errors: these parts are logged and no others. */
function describeError(error: unknown, causes = MAX_CAUSES): LoggedError {
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
