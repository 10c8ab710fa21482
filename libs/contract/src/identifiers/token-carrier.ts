/** As far as tokens are concerned; Node's own headers fit. */
export interface TokenHeaders {
  readonly token?: string | string[] | undefined;
  readonly authorization?: string | undefined;
}

/**
 * The header `token` decides when it is there; only without it is `Authorization: Bearer` looked at.
 * An empty carrier counts as absent. No other scheme, no bare value, no `apikey`.
 */
export function tokenFrom(headers: TokenHeaders): string | undefined {
  return headerToken(headers.token) ?? bearerToken(headers.authorization);
}

function headerToken(value: string | string[] | undefined): string | undefined {
  const first = Array.isArray(value) ? value[0] : value;
  return first?.trim() || undefined;
}

function bearerToken(value: string | undefined): string | undefined {
  return /^bearer +(\S+)\s*$/i.exec(value ?? '')?.[1];
}
