import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { OutboundError } from './outbound-error.js';
import { type OutboundHttp, type OutboundResponse } from './outbound-http.js';

const MOST_REDIRECTS = 5;

export interface DownloadLimits {
  /** From the first connect to the last byte, redirects included. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

export interface Downloaded {
  /** As the server says, without parameters. */
  readonly mimeType: string | undefined;
  /** The last part of the address that answered. */
  readonly fileName: string | undefined;
}

/**
 * Streams what a customer's URL gives into a file; a download that fails leaves none. Redirects are followed, each
 * judged as the first address was. Throws `OutboundError`.
 */
export async function download(
  http: OutboundHttp,
  url: string,
  path: string,
  limits: DownloadLimits,
): Promise<Downloaded> {
  const { url: last, response } = await follow(http, url, limits);
  try {
    await pipeline(Readable.from(response.body), createWriteStream(path, { flags: 'wx' }));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { mimeType: typeOf(response), fileName: nameIn(last) };
}

async function follow(
  http: OutboundHttp,
  first: string,
  { timeoutMs, maxBytes, signal }: DownloadLimits,
): Promise<{ readonly url: string; readonly response: OutboundResponse }> {
  const endMs = performance.now() + timeoutMs;
  let url = first;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const leftMs = Math.max(1, Math.ceil(endMs - performance.now()));
    const response = await http.send({ method: 'GET', url, timeoutMs: leftMs, maxBytes, signal });
    const { status } = response;
    if (status >= 200 && status < 300) return { url, response };
    await response.discard();
    const { location } = response.headers;
    const next = status >= 300 && status < 400 && typeof location === 'string' ? location : '';
    if (!next || !URL.canParse(next, url)) {
      throw new OutboundError('bad_response', `the server answered ${status}`);
    }
    url = new URL(next, url).href;
  }
  throw new OutboundError('bad_response', 'too many redirects');
}

function typeOf({ headers }: OutboundResponse): string | undefined {
  const declared = headers['content-type'];
  return typeof declared === 'string' ? declared.split(';')[0]?.trim() || undefined : undefined;
}

function nameIn(url: string): string | undefined {
  const name = basename(new URL(url).pathname);
  try {
    return decodeURIComponent(name) || undefined;
  } catch {
    return name || undefined;
  }
}
