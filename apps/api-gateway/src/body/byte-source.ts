import { type Readable } from 'node:stream';

const NOTHING = Buffer.alloc(0);

/**
 * The bytes of a stream, chunk by chunk. The next chunk is read only when the last one is used up, so a client sends no
 * faster than its bytes are processed.
 */
export class ByteSource {
  private readonly chunks: AsyncIterator<Buffer>;
  private current: Buffer = NOTHING;

  /** `onChunk` gets the number of bytes that have arrived, and is awaited. An error that it throws ends the reading. */
  constructor(
    stream: Readable,
    private readonly onChunk: (bytes: number) => Promise<void> | void,
  ) {
    this.chunks = stream.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  }

  /** The unread bytes of the current chunk. */
  get unread(): Buffer {
    return this.current;
  }

  skip(bytes: number): void {
    this.current = this.current.subarray(bytes);
  }

  /** Makes sure that there are unread bytes; false at the end of the stream. */
  async fill(): Promise<boolean> {
    while (this.current.length === 0) {
      const { done, value } = await this.chunks.next();
      if (done) return false;
      await this.onChunk(value.length);
      this.current = value;
    }
    return true;
  }

  /** Leaves the stream open, so that the rest of it can still be read. */
  async close(): Promise<void> {
    await this.chunks.return?.();
  }
}
