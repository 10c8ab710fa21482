const HEAD_END = '\r\n\r\n';
const LENGTH = 'content-length: ';

/** Splits the bytes of one connection into requests. It understands only the HTTP that undici writes. */
export class RequestReader {
  private rest: Buffer = Buffer.alloc(0);

  constructor(private readonly onBody: (body: Buffer) => void) {}

  addChunk(chunk: Buffer): void {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    for (;;) {
      const headEnd = this.rest.indexOf(HEAD_END, 0, 'latin1');
      if (headEnd < 0) return;
      const bodyAt = headEnd + HEAD_END.length;
      const end = bodyAt + lengthIn(this.rest.toString('latin1', 0, headEnd));
      if (this.rest.length < end) return;
      const body = this.rest.subarray(bodyAt, end);
      this.rest = this.rest.subarray(end);
      this.onBody(body);
    }
  }
}

function lengthIn(head: string): number {
  const at = head.indexOf(LENGTH);
  return Number.parseInt(head.slice(at + LENGTH.length), 10);
}
