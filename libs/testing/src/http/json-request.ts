export interface JsonReply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface JsonRequest {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
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
  const { body } = request;
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(request.token !== undefined && { token: request.token }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...request.headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : parse(text),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
