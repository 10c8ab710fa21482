export interface JsonReply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface JsonRequest {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent as it is, and bytes without saying what they are. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

export async function requestJson(
  baseUrl: string,
  method: string,
  path: string,
  request: JsonRequest = {},
): Promise<JsonReply> {
  const url = new URL(path, baseUrl);
  for (const [name, value] of Object.entries(request.query ?? {}))
    url.searchParams.set(name, value);
  const { body, token, headers, signal } = request;
  const saysType = body !== undefined && !(body instanceof Uint8Array);
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(token !== undefined && { token }),
      ...(saysType && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: bytesOf(body) }),
    ...(signal && { signal }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : parse(text),
  };
}

function bytesOf(body: unknown): Uint8Array<ArrayBuffer> {
  if (body instanceof Uint8Array) return new Uint8Array(body);
  return new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
