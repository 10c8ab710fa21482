/** Why WhatsApp could not be reached. Clients see one of these and never an error of a socket. */
export type UnreachableReason =
  | 'DNS lookup failed'
  | 'connection refused'
  | 'network unreachable'
  | 'TLS handshake failed'
  | 'no answer in time'
  | 'unexpected answer'
  | 'connection broken'
  | 'proxy failed'
  | 'proxy address not allowed';

/** A connection that ended on its way, with a reason that clients may see. `cause` is for the log. */
export class DialError extends Error {
  constructor(
    readonly reason: UnreachableReason,
    options?: ErrorOptions,
  ) {
    super(reason, options);
    this.name = 'DialError';
  }
}

const BY_CODE: Readonly<Record<string, UnreachableReason>> = {
  ENOTFOUND: 'DNS lookup failed',
  EAI_AGAIN: 'DNS lookup failed',
  EAI_FAIL: 'DNS lookup failed',
  EAI_NODATA: 'DNS lookup failed',
  ECONNREFUSED: 'connection refused',
  EHOSTUNREACH: 'network unreachable',
  ENETUNREACH: 'network unreachable',
  EADDRNOTAVAIL: 'network unreachable',
  ETIMEDOUT: 'no answer in time',
  EPROTO: 'TLS handshake failed',
};

/** OpenSSL's verdicts on certificates are codes of their own. */
const TLS_CODE =
  /^(?:ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH)/;

export function unreachableReason(error: unknown): UnreachableReason {
  if (error instanceof DialError) return error.reason;
  const { code = '', message = '' } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  const known = BY_CODE[code];
  if (known) return known;
  if (TLS_CODE.test(code) || message.includes('before secure TLS connection')) {
    return 'TLS handshake failed';
  }
  if (/timed? ?out/i.test(message)) return 'no answer in time';
  return message.startsWith('Unexpected server response')
    ? 'unexpected answer'
    : 'connection broken';
}
