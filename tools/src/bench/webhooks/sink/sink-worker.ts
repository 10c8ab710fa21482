import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { nowUs, readStampUs, stampOffset } from '../../harness/event-bytes.js';
import { serveCalls } from '../../harness/worker/serve-calls.js';
import { quantile } from '../../harness/quantile.js';
import { RequestReader } from './request-reader.js';

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n';

export interface Totals {
  readonly count: number;
  /** The time of the last receipt. */
  readonly lastSeenUs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Milliseconds from append to receipt. */
let delaysMs: number[] = [];
let lastSeenUs = 0;

function answerAll(socket: Socket): void {
  const reader = new RequestReader((body) => {
    lastSeenUs = nowUs();
    delaysMs.push((lastSeenUs - readStampUs(body, stampOffset(body))) / 1_000);
    socket.write(OK);
  });
  socket.on('data', (chunk) => reader.addChunk(chunk));
}

/** Accepts a connection and never answers: the slowest failure of an endpoint. */
const answerNothing = (socket: Socket): void => void socket.on('data', () => undefined);

async function listen(onConnection: (socket: Socket) => void): Promise<number> {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const calls = {
  open: (count: number): Promise<number[]> =>
    Promise.all(Array.from({ length: count }, () => listen(answerAll))),
  openSilent: (): Promise<number> => listen(answerNothing),
  begin: () => {
    delaysMs = [];
  },
  received: (): number => delaysMs.length,
  totals: (): Totals => {
    const sorted = Float64Array.from(delaysMs).sort();
    const [p50Ms, p99Ms] = [quantile(sorted, 0.5), quantile(sorted, 0.99)];
    return { count: sorted.length, lastSeenUs, p50Ms, p99Ms };
  },
};

export type SinkCalls = typeof calls;
serveCalls(calls);
