import { Injectable } from '@nestjs/common';

const FINAL_TEXT = 0x81;
const LENGTH_IN_16_BITS = 126;
const LENGTH_IN_64_BITS = 127;

/** Builds the frame of an event around the unchanged bytes of the owner. */
@Injectable()
export class FrameBuilder {
  build(bytes: Buffer): readonly [header: Buffer, payload: Buffer] {
    return [headerFor(bytes.length), bytes];
  }

  /** Adds the key `id` to the envelope, behind the three keys of the owner. */
  buildWithId(bytes: Buffer, id: string): Buffer {
    const key = Buffer.from(`,"id":${JSON.stringify(id)}}`);
    const length = bytes.length - 1 + key.length;
    return Buffer.concat([headerFor(length), bytes.subarray(0, -1), key]);
  }
}

/** Header of an unfragmented text frame; servers do not mask. */
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
