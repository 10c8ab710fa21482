const TEXT = 0x81;
const PING = 0x89;
const LENGTH_IN_16_BITS = 126;
const SHORT_HEADER = 2;
const LONG_HEADER = 4;

export interface FrameListener {
  /** Of at least `fromBytes`; `at` is where its payload begins, all of which may not have come yet. */
  event(chunk: Buffer, at: number): void;
  /** A short text, whole. */
  text(text: string): void;
  ping(): void;
}

/** Walks the frames of one server connection and looks at no more than their headers. */
export class FrameCounter {
  private toSkip = 0;
  private rest: Buffer | undefined;

  constructor(
    private readonly fromBytes: number,
    private readonly listener: FrameListener,
  ) {}

  take(received: Buffer): void {
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

  /** Where the next frame begins; nothing when too little of this one has come. */
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
