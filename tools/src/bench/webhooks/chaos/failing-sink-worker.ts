import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { serveCalls } from '../../harness/worker/serve-calls.js';
import { readMark } from './mark.js';

/** Share of requests that fail: half of them with an answer, half with a broken connection. */
const FAILING_PART = 0.2;
/** Keeps deliveries from the long waits of the schedule, so that the run ends. */
const MAX_FAILURES_PER_EVENT = 2;

export interface Request {
  readonly chat: number;
  readonly place: number;
  readonly attempt: number;
  readonly eventId: string;
  readonly succeeded: boolean;
}

const requests: Request[] = [];
const failures = new Map<string, number>();
const arrived = new Set<string>();

function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
  const mark = readMark(body);
  if (!mark) return void response.writeHead(204).end();
  const eventId = String(request.headers['x-starling-event-id']);
  const failed = failures.get(eventId) ?? 0;
  const fails = failed < MAX_FAILURES_PER_EVENT && Math.random() < FAILING_PART;
  const attempt = Number(request.headers['x-starling-attempt']);
  requests.push({ ...mark, attempt, eventId, succeeded: !fails });
  if (!fails) {
    arrived.add(`${mark.chat} ${mark.place}`);
    return void response.writeHead(204).end();
  }
  failures.set(eventId, failed + 1);
  if (Math.random() < 0.5) response.writeHead(500).end('not now');
  else request.socket.destroy();
}

async function listen(): Promise<number> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(request, response, Buffer.concat(chunks).toString()));
    request.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const calls = {
  open: (count: number): Promise<number[]> =>
    Promise.all(Array.from({ length: count }, () => listen())),
  /** The number of messages that were answered with success at least once. */
  arrived: (): number => arrived.size,
  requests: (): Request[] => requests,
};

export type FailingSinkCalls = typeof calls;
serveCalls(calls);
