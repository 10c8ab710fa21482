import { type Duplex, PassThrough } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { OutboundError } from './outbound-error.js';

const DECODERS: Readonly<Record<string, () => Duplex>> = {
  identity: () => new PassThrough(),
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** For servers that pack a body though nobody asked for it. What comes out may be far more than what goes in. */
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
