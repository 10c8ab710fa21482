/**
 * On every answer of every process. They matter to browsers only: nothing is guessed to be a page or a script, nothing
 * is shown in a frame of another site, and no address of ours travels as a referrer. Pages bring a policy of their own.
 */
export const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;
