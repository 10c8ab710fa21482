import { type Duplex, PassThrough, pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { OutboundError } from './outbound-error.js';
import { type OutboundResponse } from './outbound-http.js';

const DECODERS: Readonly<Record<string, () => Duplex>> = {
  identity: () => new PassThrough(),
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** For servers that compress a body although the request did not ask for it. The result may be far larger. */
export function contentDecoder(encoding: string | string[] | undefined): Duplex {
  const name = String(encoding ?? 'identity')
    .trim()
    .toLowerCase();
  const create = DECODERS[name];
  if (!create) throw new OutboundError('bad_response', `the content encoding ${name} is unknown`);
  return create();
}

/** A packed body that is broken is the server's fault, as is every other broken answer. */
export function asDecodingFailure(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' && /^(Z_|ERR_BROTLI|ERR__)/.test(code)
    ? new OutboundError('bad_response', 'the body cannot be unpacked', { cause: error })
    : error;
}

/** For who reads the beginning of a body: to stop reading ends the call. */
export function unpackedBody({ headers, body }: OutboundResponse): AsyncIterable<Buffer> {
  const decoder = contentDecoder(headers['content-encoding']);
  // The decoder reports every failure to its reader.
  return pipeline(body, decoder, () => undefined) as Duplex;
}
