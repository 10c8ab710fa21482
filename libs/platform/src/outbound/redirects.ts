import { runInBackground } from '../concurrency/background.js';
import { OutboundError } from './outbound-error.js';
import { type OutboundHttp, type OutboundRequest, type OutboundResponse } from './outbound-http.js';

const UNPACKED = { 'accept-encoding': 'identity' };

export interface FollowLimits extends Pick<OutboundRequest, 'timeoutMs' | 'maxBytes' | 'signal'> {
  readonly mostRedirects: number;
}

export interface Followed {
  /** The address that answered. */
  readonly url: string;
  readonly response: OutboundResponse;
}

/**
 * Gets what an address leads to. Redirects are followed, each judged as the first address was, all within one time
 * limit. Any answer but success is `bad_response`.
 */
export async function follow(
  http: Pick<OutboundHttp, 'send'>,
  first: string,
  { timeoutMs, mostRedirects, ...limits }: FollowLimits,
): Promise<Followed> {
  const endMs = performance.now() + timeoutMs;
  let url = first;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const leftMs = Math.max(1, Math.ceil(endMs - performance.now()));
    const response = await http.send({
      method: 'GET',
      url,
      headers: UNPACKED,
      timeoutMs: leftMs,
      ...limits,
    });
    const { status } = response;
    if (status >= 200 && status < 300) return { url, response };
    runInBackground('discard the rest of a response', response.discard());
    const { location } = response.headers;
    const next = status >= 300 && status < 400 && typeof location === 'string' ? location : '';
    if (!next || !URL.canParse(next, url)) {
      throw new OutboundError('bad_response', `the server answered ${status}`);
    }
    url = new URL(next, url).href;
  }
  throw new OutboundError('bad_response', 'too many redirects');
}
