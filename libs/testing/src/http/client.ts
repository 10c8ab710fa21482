import { type JsonReply, type JsonRequest, requestJson } from './json-request.js';

type More = Omit<JsonRequest, 'token' | 'body'>;

/** Everything one token may ask of one gateway. */
export interface Client {
  readonly token: string;
  get(path: string, more?: More): Promise<JsonReply>;
  post(path: string, body?: unknown, more?: More): Promise<JsonReply>;
  put(path: string, body?: unknown, more?: More): Promise<JsonReply>;
  delete(path: string, more?: More): Promise<JsonReply>;
}

export function clientOf(baseUrl: string, token: string): Client {
  const ask = (method: string, path: string, request: JsonRequest) =>
    requestJson(baseUrl, method, path, { ...request, token });
  return {
    token,
    get: (path, more) => ask('GET', path, { ...more }),
    post: (path, body = {}, more) => ask('POST', path, { ...more, body }),
    put: (path, body = {}, more) => ask('PUT', path, { ...more, body }),
    delete: (path, more) => ask('DELETE', path, { ...more }),
  };
}
