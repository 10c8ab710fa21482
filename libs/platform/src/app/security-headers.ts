/**
 * These headers matter to browsers only: content types are not guessed, no page of another site may show an answer in a
 * frame, and no address of ours travels as a referrer. Pages have a policy of their own.
 */
const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

/**
 * The headers of every answer of every process. With `hstsSeconds` above 0 browsers use HTTPS only for that long; they
 * ignore the header on plain HTTP. Other hosts below the same domain are not included.
 */
export const securityHeaders = (hstsSeconds: number): Readonly<Record<string, string>> =>
  hstsSeconds > 0 ? { ...ALWAYS, 'strict-transport-security': `max-age=${hstsSeconds}` } : ALWAYS;
