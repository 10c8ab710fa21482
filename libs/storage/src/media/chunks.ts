/** As much of a file as one row holds, and as one reader has in memory at a time. */
export const CHUNK_BYTES = 1024 * 1024;

/** Cuts a stream into chunks of this size; only the last one is shorter. An empty stream has none. */
export async function* chunksOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (let piece of bytes) {
    while (sizeBytes + piece.byteLength >= CHUNK_BYTES) {
      const end = CHUNK_BYTES - sizeBytes;
      yield Buffer.concat([...pieces, piece.subarray(0, end)]);
      piece = piece.subarray(end);
      pieces = [];
      sizeBytes = 0;
    }
    if (piece.byteLength === 0) continue;
    pieces.push(piece);
    sizeBytes += piece.byteLength;
  }
  if (sizeBytes > 0) yield Buffer.concat(pieces);
}
