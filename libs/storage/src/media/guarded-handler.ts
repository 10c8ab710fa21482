import { Readable } from 'node:stream';
import { type S3ClientConfig } from '@aws-sdk/client-s3';
import { type OutboundHttp, type OutboundRequest } from '@starling/platform';

/** A request as the client makes it; this package does not export its name. */
export interface BucketRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Readable | Buffer;
}

/** Of one request, a whole file included. */
const TIMEOUT_MS = 300_000;

/** Lets the client of a bucket call where customers' servers may be called, and nowhere else. */
export function guardedHandler(http: OutboundHttp): NonNullable<S3ClientConfig['requestHandler']> {
  const handle = async (request: BucketRequest, options: { abortSignal?: AbortSignal } = {}) => {
    // Undici waits for no `100 Continue`; the header is not signed.
    const { expect: _, ...headers } = request.headers;
    const reply = await http.send({
      method: request.method as OutboundRequest['method'],
      url: addressOf(request),
      headers,
      ...(request.body !== undefined && { body: request.body }),
      timeoutMs: TIMEOUT_MS,
      maxBytes: Number.MAX_SAFE_INTEGER,
      ...(options.abortSignal && { signal: options.abortSignal }),
    });
    const pairs = Object.entries(reply.headers).map(([name, value]) => [name, String(value)]);
    const body = Readable.from(reply.body);
    const answered: Record<string, string> = Object.fromEntries(pairs);
    return { response: { statusCode: reply.status, headers: answered, body } };
  };
  return { handle };
}

/** As it was signed. */
export function addressOf({ protocol, hostname, port, path, query }: BucketRequest): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value ?? ''].flat().map((one) => `${encode(name)}=${encode(one)}`),
  );
  const asked = pairs.length > 0 ? `?${pairs.join('&')}` : '';
  return `${protocol}//${hostname}${port ? `:${port}` : ''}${path}${asked}`;
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
