export class FileTooLargeError extends Error {
  constructor(maxBytes: number) {
    super(`the file has more than ${maxBytes} bytes`);
    this.name = 'FileTooLargeError';
  }
}

/** Throws `FileTooLargeError` as soon as more bytes arrive: the size that a sender or a bucket states may be wrong. */
export async function* atMost(bytes: AsyncIterable<Buffer>, maxBytes: number) {
  let total = 0;
  for await (const chunk of bytes) {
    total += chunk.length;
    if (total > maxBytes) throw new FileTooLargeError(maxBytes);
    yield chunk;
  }
}
