const TEXT = 0x81;
const PING = 0x89;
const LENGTH_IN_16_BITS = 126;
const SHORT_HEADER = 2;
const LONG_HEADER = 4;

export interface FrameListener {
  /** An event has at least `fromBytes`. Its payload begins at `at`; the rest of it may come in later chunks. */
  event(chunk: Buffer, at: number): void;
  /** A complete short text. */
  text(text: string): void;
  ping(): void;
}

/** Counts the frames of one server connection. It reads only their headers. */
export class FrameCounter {
  private toSkip = 0;
  private rest: Buffer | undefined;

  constructor(
    private readonly fromBytes: number,
    private readonly listener: FrameListener,
  ) {}

  addChunk(received: Buffer): void {
    let chunk = received;
    if (this.rest) {
      chunk = Buffer.concat([this.rest, received]);
      this.rest = undefined;
    }
    let at = this.toSkip;
    while (at < chunk.length) {
      const next = this.frameAt(chunk, at);
      if (next === undefined) {
        this.rest = chunk.subarray(at);
        at = chunk.length;
      } else at = next;
    }
    this.toSkip = at - chunk.length;
  }

  /** The offset of the next frame; undefined while the chunk does not contain enough of this one. */
  private frameAt(chunk: Buffer, at: number): number | undefined {
    if (chunk.length < at + SHORT_HEADER) return undefined;
    let length = chunk[at + 1] as number;
    let payloadAt = at + SHORT_HEADER;
    if (length === LENGTH_IN_16_BITS) {
      payloadAt = at + LONG_HEADER;
      if (chunk.length < payloadAt) return undefined;
      length = chunk.readUInt16BE(at + SHORT_HEADER);
    }
    const end = payloadAt + length;
    if (chunk[at] === TEXT && length >= this.fromBytes) this.listener.event(chunk, payloadAt);
    else if (chunk.length < end) return undefined;
    else if (chunk[at] === TEXT) this.listener.text(chunk.toString('latin1', payloadAt, end));
    else if (chunk[at] === PING) this.listener.ping();
    return end;
  }
}
