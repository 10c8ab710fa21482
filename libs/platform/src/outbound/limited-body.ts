import { type Readable } from 'node:stream';
import { OutboundError } from './outbound-error.js';

export interface BodyLimit {
  readonly maxBytes: number;
  /** What the answer says of itself. A body that is known to be too large is not begun. */
  readonly declaredBytes: number | undefined;
}

/** Throws beyond the limit, before the excess is held in memory. What the source throws goes on as `failure` says. */
export async function* limitedBody(
  body: Readable,
  { maxBytes, declaredBytes = 0 }: BodyLimit,
  failure: (error: unknown) => unknown,
): AsyncGenerator<Buffer> {
  if (declaredBytes > maxBytes) {
    body.on('error', () => undefined).destroy();
    throw tooLarge(maxBytes);
  }
  let total = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total > maxBytes) throw tooLarge(maxBytes);
      yield chunk;
    }
  } catch (error) {
    throw failure(error);
  }
}

const tooLarge = (maxBytes: number): OutboundError =>
  new OutboundError('too_large', `more than ${maxBytes} bytes`);

export async function collect(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const collected: Buffer[] = [];
  for await (const chunk of chunks) collected.push(chunk);
  return Buffer.concat(collected);
}
