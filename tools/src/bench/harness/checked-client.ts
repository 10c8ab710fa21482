import { clientOf, type JsonReply, requestJson } from '@starling/testing';

/** A request got an answer that the benchmark cannot use. The message is one sentence with status and body. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

/**
 * Calls one gateway with one token. A call resolves with the body of a success and throws `UnexpectedAnswer`
 * otherwise.
 */
export interface CheckedClient {
  get<Body>(path: string): Promise<Body>;
  post<Body>(path: string, body: object): Promise<Body>;
}

export function checkedClientOf(baseUrl: string, token: string): CheckedClient {
  const client = clientOf(baseUrl, token);
  return {
    get: async <Body>(path: string) => successOf<Body>(`GET ${path}`, await client.get(path)),
    post: async <Body>(path: string, body: object) =>
      successOf<Body>(`POST ${path}`, await client.post(path, body)),
  };
}

/** Creates an account and returns its token. */
export async function createAccount(
  baseUrl: string,
  adminToken: string,
  body: Readonly<Record<string, unknown>>,
): Promise<string> {
  const path = '/admin/accounts';
  const reply = await requestJson(baseUrl, 'POST', path, { token: adminToken, body });
  return successOf<{ token: string }>(`POST ${path}`, reply).token;
}

function successOf<Body>(request: string, { status, body }: JsonReply): Body {
  if (status < 300) return body as Body;
  throw new UnexpectedAnswer(`${request} was answered ${status} ${JSON.stringify(body)}.`);
}
