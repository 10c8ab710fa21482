import { Injectable } from '@nestjs/common';

const FINAL_TEXT = 0x81;
const LENGTH_IN_16_BITS = 126;
const LENGTH_IN_64_BITS = 127;

/** Makes the frame of an event: once for all clients of its instance, the owner's bytes untouched. */
@Injectable()
export class FrameBuilder {
  build(bytes: Buffer): readonly [header: Buffer, payload: Buffer] {
    return [headerFor(bytes.length), bytes];
  }

  /** With a fourth key in the envelope, behind the owner's three. */
  buildWithId(bytes: Buffer, id: string): Buffer {
    const key = Buffer.from(`,"id":${JSON.stringify(id)}}`);
    const length = bytes.length - 1 + key.length;
    return Buffer.concat([headerFor(length), bytes.subarray(0, -1), key]);
  }
}

/** Of a whole text frame from a server: nothing is masked. */
function headerFor(length: number): Buffer {
  if (length < LENGTH_IN_16_BITS) return Buffer.from([FINAL_TEXT, length]);
  if (length < 65_536) {
    return Buffer.from([FINAL_TEXT, LENGTH_IN_16_BITS, length >> 8, length & 0xff]);
  }
  const header = Buffer.alloc(10);
  header[0] = FINAL_TEXT;
  header[1] = LENGTH_IN_64_BITS;
  header.writeBigUInt64BE(BigInt(length), 2);
  return header;
}
