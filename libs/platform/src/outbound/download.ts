import { runInBackground } from '../concurrency/background.js';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { asDecodingFailure, contentDecoder } from './content-decoder.js';
import { limitedBody } from './limited-body.js';
import { type OutboundHttp, type OutboundResponse } from './outbound-http.js';
import { follow } from './redirects.js';

const MAX_REDIRECTS = 5;

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
 * judged as the first address was. The limit counts unpacked bytes. Throws `OutboundError`, or the signal's reason.
 */
export async function download(
  http: Pick<OutboundHttp, 'send'>,
  url: string,
  path: string,
  limits: DownloadLimits,
): Promise<Downloaded> {
  const { url: last, response } = await follow(http, url, {
    ...limits,
    mostRedirects: MAX_REDIRECTS,
  });
  let file: WriteStream | undefined;
  try {
    const decoder = contentDecoder(response.headers['content-encoding']);
    const unpacked = (bytes: Readable) => limitedBody(bytes, sizeOf(limits), asItIs);
    file = createWriteStream(path, { flags: 'wx' });
    await pipeline(response.body, decoder, unpacked, file);
  } catch (error) {
    runInBackground('discard the rest of a response', response.discard());
    // A stream that fails early may still be opening its file, which would appear after its removal.
    if (file) await closed(file);
    await rm(path, { force: true });
    throw asDecodingFailure(error);
  }
  return { mimeType: typeOf(response), fileName: nameIn(last) };
}

function closed(file: WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (file.closed) resolve();
    else file.once('close', () => resolve());
  });
}

const asItIs = (error: unknown): unknown => error;
const sizeOf = ({ maxBytes }: DownloadLimits) => ({ maxBytes, declaredBytes: undefined });

function typeOf({ headers }: OutboundResponse): string | undefined {
  const declared = headers['content-type'];
  return typeof declared === 'string' ? declared.split(';')[0]?.trim() || undefined : undefined;
}

function nameIn(url: string): string | undefined {
  const { pathname } = new URL(url);
  // Decoded it may hold anything: a path, or characters that reverse the text that people read.
  return basename(decoded(basename(pathname))).replace(/\p{C}/gu, '') || undefined;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
