import { type LookupFunction } from 'node:net';
import { type Readable } from 'node:stream';
import { Agent, request } from 'undici';
import { toOutboundError } from './call-failure.js';
import { guardedConnector } from './guarded-connector.js';
import { collect, limitedBody } from './limited-body.js';
import { OutboundError } from './outbound-error.js';
import { OutboundPosts } from './outbound-posts.js';

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
  /** A stream is sent as it comes; give its `content-length` where the other side needs one. */
  readonly body?: string | Buffer | Readable;
  /** From the first connect to the last byte that is read. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Giving up: the call rejects with the signal's own reason, which is no failure of the other side. */
  readonly signal?: AbortSignal;
}

export interface OutboundResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** May be read once. Throws `too_large` beyond the limit, before the excess is held in memory. */
  readonly body: AsyncIterable<Buffer>;
  /** The whole body, under the same limit. */
  bytes(): Promise<Buffer>;
  /** For who does not want the body. Never rejects; the connection is free again unless the body is long. */
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
    const deadline = AbortSignal.timeout(outbound.timeoutMs);
    const signal = outbound.signal ? AbortSignal.any([deadline, outbound.signal]) : deadline;
    const failure = (error: unknown): unknown =>
      outbound.signal?.aborted && !deadline.aborted
        ? outbound.signal.reason
        : toOutboundError(error);
    try {
      const { statusCode, headers, body } = await request(url, {
        dispatcher: this.agent,
        method: outbound.method,
        headers: { 'user-agent': this.options.userAgent, ...outbound.headers },
        body: outbound.body,
        signal,
        // The signal bounds the whole; undici's own limits would cut a longer one short.
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      // A HEAD's answer declares the length of a body that does not come.
      const declared = outbound.method === 'HEAD' ? undefined : headers['content-length'];
      const declaredBytes = typeof declared === 'string' ? Number(declared) : undefined;
      const limit = { maxBytes: outbound.maxBytes, declaredBytes };
      const limited = limitedBody(body, limit, failure);
      const nothing = () => undefined;
      const discard = () => body.dump().then(nothing, nothing);
      return { status: statusCode, headers, body: limited, bytes: () => collect(limited), discard };
    } catch (error) {
      throw failure(error);
    }
  }

  /** For who posts thousands and wants the status; the same guard, the same pools. */
  posts(timeoutMs: number): OutboundPosts {
    return new OutboundPosts(this.agent, parseUrl, timeoutMs);
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
