import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { judgeAnswer } from '@starling/domain';
import { OutboundHttp } from '@starling/platform';
import { type AccountId, type InstanceId } from '@starling/storage';
import { mintTenantScope } from '@starling/storage/tenant-scopes';
import { type Delivery } from '../port/delivery.js';
import { type PostAnswer, PostEvent } from './post-event.js';

/* Servers that write arbitrary bytes on the socket. */
const LARGE_BYTES = 100_000_000;
/** More than the buffers of both ends of a connection hold. */
const FEW_BYTES = 30_000_000;
const TIMEOUT_MS = 10_000;

const delivery: Delivery = {
  destination: 'webhook',
  targetId: 'w',
  deliveryId: 'd',
  accountId: 'a',
  instanceId: 'i',
  event: 'call.update',
  eventId: 'e',
  body: Buffer.from('{}'),
  attempts: 0,
  firstAttemptAt: new Date(),
};

let http: OutboundHttp;
const opened: { close(): unknown }[] = [];

beforeAll(() => {
  http = new OutboundHttp({ allowPrivateUrls: true, userAgent: 'test' });
});

afterAll(async () => {
  await http.close();
  for (const one of opened) one.close();
});

async function serve(speak: (socket: Socket) => unknown): Promise<string> {
  const server = createServer((socket) => {
    opened.push({ close: () => socket.destroy() });
    socket.on('error', () => undefined);
    socket.once('data', () => speak(socket));
  });
  opened.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

async function post(url: string): Promise<PostAnswer> {
  const target = {
    scope: mintTenantScope('a' as AccountId),
    webhookId: 'w',
    accountId: 'a' as AccountId,
    instanceId: 'i' as InstanceId,
    url,
    authorization: null,
    byEvents: false,
    mediaBase64: false,
    events: [],
    secrets: [],
  };
  return new PostEvent(http).post(target, delivery);
}

const askServer = async (speak: (socket: Socket) => unknown) => post(await serve(speak));

/** As fast as the other end takes it, until it is all written or the other end has gone. */
async function pour(socket: Socket, head: string): Promise<number> {
  const chunk = Buffer.alloc(64 * 1_024, 'x');
  const gone = new Promise((resolve) => socket.once('close', resolve));
  socket.write(`${head}\r\ncontent-length: ${LARGE_BYTES}\r\n\r\n`);
  while (!socket.destroyed && socket.bytesWritten < LARGE_BYTES) {
    const drained = new Promise((resolve) => socket.once('drain', resolve));
    if (!socket.write(chunk)) await Promise.race([drained, gone]);
  }
  await gone;
  return socket.bytesWritten - socket.writableLength;
}

describe('An attempt at a server', () => {
  it.each([
    ['says nothing', () => undefined],
    [
      'sends its headers byte by byte',
      async (socket: Socket) => {
        for (const letter of 'HTTP/1.1 200 OK\r\nserver: slow\r\n\r\n') {
          if (socket.write(letter)) await wait(1_000, undefined, { ref: false });
        }
      },
    ],
  ])('that %s ends with a timeout after ten seconds', async (_, speak) => {
    const { latencyMs, ...answer } = await askServer(speak);
    expect(answer).toEqual({ error: 'timeout: no answer in time' });
    expect(latencyMs).toBeGreaterThanOrEqual(TIMEOUT_MS - 100);
  });

  it('that answers 200 and then sends its body byte by byte counts as delivered at once', async () => {
    const { latencyMs, ...answer } = await askServer(async (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
      while (!socket.destroyed) {
        socket.write('x');
        await wait(100, undefined, { ref: false });
      }
    });
    expect(answer).toEqual({ status: 200 });
    expect(latencyMs).toBeLessThan(TIMEOUT_MS);
  });

  it.each(['200 OK', '500 No'])(
    'that answers %s with 100 MB has only its first bytes read',
    async (line) => {
      let poured: Promise<number> | undefined;
      const answer = await askServer((socket) => (poured = pour(socket, `HTTP/1.1 ${line}`)));
      expect(answer.status).toBe(Number.parseInt(line, 10));
      expect(answer.response?.length ?? 0).toBeLessThanOrEqual(1_024);
      expect(await poured).toBeLessThan(FEW_BYTES);
    },
  );

  it.each([
    ['breaks the connection off', (socket: Socket) => socket.resetAndDestroy()],
    ['ends the connection', (socket: Socket) => socket.end()],
    ['speaks something else', (socket: Socket) => socket.end('220 mail.example ESMTP\r\n')],
    ['ends within its headers', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nserv')],
    [
      'has no end of headers',
      (socket: Socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}`),
    ],
  ])('that %s is a failure that is tried again', async (_, speak) => {
    const { status, error } = await askServer(speak);
    expect([status, error?.split(':')[0]]).toEqual([undefined, 'bad_response']);
    expect(judgeAnswer(status)).toBe('retry');
  });

  it('that redirects is a failure, and the redirect is not followed', async () => {
    let asked = false;
    const elsewhere = await serve(() => (asked = true));
    const { status, response } = await askServer((socket) =>
      socket.end(`HTTP/1.1 307 T\r\nlocation: ${elsewhere}\r\ncontent-length: 2\r\n\r\nno`),
    );
    expect([status, response, asked]).toEqual([307, 'no', false]);
    expect(judgeAnswer(status)).toBe('retry');
  });

  it.each([
    ['seconds', () => '120'],
    ['a date', () => new Date(Date.now() + 120_000).toUTCString()],
  ])('that asks for a pause with a Retry-After in %s gets it', async (_, asked) => {
    const { status, retryAfterMs = 0 } = await askServer((socket) =>
      socket.end(`HTTP/1.1 429 T\r\nretry-after: ${asked()}\r\ncontent-length: 0\r\n\r\n`),
    );
    expect(status).toBe(429);
    // A date has whole seconds.
    expect(Math.abs(retryAfterMs - 120_000)).toBeLessThan(5_000);
  });
});
