import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { serveCalls } from '../../harness/worker/serve-calls.js';

const PIECE = randomBytes(64 * 1024);

function* pieces(bytes: number): Generator<Buffer> {
  for (let left = bytes; left > 0; left -= PIECE.length) yield PIECE.subarray(0, left);
}

const calls = {
  /** Answers every path with a streamed file of that size. */
  open: async (bytes: number): Promise<string> => {
    const server = createServer((_, response) => {
      const headers = { 'content-type': 'application/octet-stream', 'content-length': bytes };
      Readable.from(pieces(bytes)).pipe(response.writeHead(200, headers));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },
};

export type FileServerCalls = typeof calls;
serveCalls(calls);
