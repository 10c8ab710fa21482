const MAGIC_BYTES = 4;
const LENGTH_BYTES = 3;
const EDGE_HEADER_BYTES = 7;
const SUPPORTED_MAGIC = Buffer.from([0x57, 0x41, 6, 3]);
const EDGE_MAGIC = Buffer.from('ED');

/** Low, because a client is unknown until its handshake is done and may not claim more memory with one frame. */
const MAX_HANDSHAKE_FRAME_BYTES = 64 * 1024;
/** The largest length that three bytes can hold. */
export const MAX_FRAME_BYTES = 0xffffff;

export class MalformedFrame extends Error {
  override name = 'MalformedFrame';
}

/** Splits a byte stream into frames: an optional edge routing prefix, a header, then a length and a body per frame. */
export class FrameDecoder {
  private rest: Buffer = Buffer.alloc(0);
  private headerRead = false;
  /** The edge routing prefix, when the client sent one. */
  routingInfo: Buffer | undefined;
  maxFrameBytes = MAX_HANDSHAKE_FRAME_BYTES;

  *push(bytes: Buffer): Generator<Buffer> {
    this.rest = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    if (!this.headerRead && !this.readHeader()) return;
    while (this.rest.length >= LENGTH_BYTES) {
      const size = this.rest.readUIntBE(0, LENGTH_BYTES);
      if (size > this.maxFrameBytes) throw new MalformedFrame(`frame of ${size} bytes`);
      if (this.rest.length < LENGTH_BYTES + size) return;
      const frame = this.rest.subarray(LENGTH_BYTES, LENGTH_BYTES + size);
      this.rest = this.rest.subarray(LENGTH_BYTES + size);
      yield frame;
    }
  }

  private readHeader(): boolean {
    if (this.rest.length >= EDGE_MAGIC.length && this.rest.subarray(0, 2).equals(EDGE_MAGIC)) {
      if (this.rest.length < EDGE_HEADER_BYTES) return false;
      const size = this.rest.readUIntBE(4, LENGTH_BYTES);
      if (size > this.maxFrameBytes) throw new MalformedFrame('edge prefix too long');
      if (this.rest.length < EDGE_HEADER_BYTES + size) return false;
      this.routingInfo = Buffer.from(
        this.rest.subarray(EDGE_HEADER_BYTES, EDGE_HEADER_BYTES + size),
      );
      this.rest = this.rest.subarray(EDGE_HEADER_BYTES + size);
    }
    if (this.rest.length < MAGIC_BYTES) return false;
    if (!this.rest.subarray(0, MAGIC_BYTES).equals(SUPPORTED_MAGIC)) {
      throw new MalformedFrame('not a WhatsApp client');
    }
    this.rest = this.rest.subarray(MAGIC_BYTES);
    this.headerRead = true;
    return true;
  }
}

export const toFrame = (body: Uint8Array): Buffer => {
  const frame = Buffer.allocUnsafe(LENGTH_BYTES + body.byteLength);
  frame.writeUIntBE(body.byteLength, 0, LENGTH_BYTES);
  frame.set(body, LENGTH_BYTES);
  return frame;
};
