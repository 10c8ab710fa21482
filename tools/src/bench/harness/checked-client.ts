import { clientOf, type JsonReply, requestJson } from '@starling/testing';

/** A request that was not answered as the benchmark needs it. The message is one sentence with status and body. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

/** Calls of one token to one gateway; each resolves with the body of a success, and throws `UnexpectedAnswer` else. */
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

/** The token of a new account of the deployment. */
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
