/** The headers that can carry a token. Node's own headers fit this type. */
export interface TokenHeaders {
  readonly token?: string | string[] | undefined;
  readonly authorization?: string | undefined;
}

/**
 * The header `token` has precedence; `Authorization: Bearer` counts only without it. An empty carrier counts as absent.
 * Other schemes, a bare value and the header `apikey` are ignored.
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
