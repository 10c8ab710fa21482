import { type LookupFunction } from 'node:net';
import { Agent, errors, request } from 'undici';
import { guardedConnector } from './guarded-connector.js';
import { OutboundError } from './outbound-error.js';

export interface OutboundOptions {
  readonly allowPrivateUrls: boolean;
  readonly userAgent: string;
  readonly connectionsPerOrigin?: number;
  readonly lookup?: LookupFunction;
}

export interface OutboundRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** From the first connect to the last byte that is read. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

export interface OutboundResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** May be read once. Throws `too_large` beyond the limit, before the excess is held in memory. */
  readonly body: AsyncIterable<Buffer>;
  /** The whole body, under the same limit. */
  bytes(): Promise<Buffer>;
  /** For who does not want the body: the connection is free again. */
  discard(): Promise<void>;
}

/**
 * Calls to servers that customers name. Only http and https, only public addresses unless the deployment allows
 * others, never a redirect followed, bounded in time and size. One keep-alive pool per origin.
 */
export class OutboundHttp {
  private readonly agent: Agent;

  constructor(private readonly options: OutboundOptions) {
    this.agent = new Agent({
      connect: guardedConnector({ ...options, connectTimeoutMs: 10_000 }),
      connections: options.connectionsPerOrigin ?? 50,
      keepAliveTimeout: 10_000,
    });
  }

  async send(outbound: OutboundRequest): Promise<OutboundResponse> {
    const url = parseUrl(outbound.url);
    const limit = AbortSignal.timeout(outbound.timeoutMs);
    const signal = outbound.signal ? AbortSignal.any([limit, outbound.signal]) : limit;
    try {
      const { statusCode, headers, body } = await request(url, {
        dispatcher: this.agent,
        method: outbound.method,
        headers: { 'user-agent': this.options.userAgent, ...outbound.headers },
        body: outbound.body,
        signal,
      });
      const limited = readLimited(body, outbound.maxBytes);
      return {
        status: statusCode,
        headers,
        body: limited,
        bytes: () => collect(limited),
        discard: () => body.dump(),
      };
    } catch (error) {
      throw toOutboundError(error);
    }
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname) return url;
  throw new OutboundError('url_not_allowed', 'only http and https URLs are called');
}

async function collect(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const collected: Buffer[] = [];
  for await (const chunk of chunks) collected.push(chunk);
  return Buffer.concat(collected);
}

async function* readLimited(body: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let total = 0;
  try {
    for await (const chunk of body) {
      total += chunk.length;
      if (total > maxBytes) throw new OutboundError('too_large', `more than ${maxBytes} bytes`);
      yield chunk;
    }
  } catch (error) {
    throw toOutboundError(error);
  }
}

function toOutboundError(error: unknown): OutboundError {
  const cause = rootCause(error);
  if (cause instanceof OutboundError) return cause;
  const { name, message } = cause as Error;
  if (
    name === 'TimeoutError' ||
    name === 'AbortError' ||
    cause instanceof errors.ConnectTimeoutError
  ) {
    return new OutboundError('timeout', 'no answer in time', { cause });
  }
  if (
    cause instanceof errors.HTTPParserError ||
    cause instanceof errors.ResponseContentLengthMismatchError
  ) {
    return new OutboundError('bad_response', message, { cause });
  }
  return new OutboundError('connect_failed', message, { cause });
}

/** A guard's refusal may come wrapped by the resolver or by several tried addresses. */
function rootCause(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return rootCause(error.errors[0]);
  const { cause } = error as Error;
  return cause instanceof OutboundError ? cause : error;
}
