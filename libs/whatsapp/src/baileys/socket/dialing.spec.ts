import { once } from 'node:events';
import { type AddressInfo, createServer, type LookupFunction, type Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { AddressGuard } from '@starling/platform';
import { connectBaileys } from '../../testing/baileys-client.js';
import { CrashableStore } from '../../testing/crashable-store.js';
import { type ClientSetup } from '../../testing/engine-client.js';
import { type ConnectionClose } from '../../port/connection-close.js';
import { type Proxy } from '../../port/proxy.js';

/* Unmodified Baileys sockets against real listeners on loopback: what a connection that fails is told as. */
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Answers every connection with these bytes and ends it; without any it is silent. */
async function listen(answer?: string) {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined);
    socket.once('data', () => answer !== undefined && socket.end(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  const port = String((server.address() as AddressInfo).port);
  return { port, connections: () => connections };
}

async function closedPort(): Promise<string> {
  const { port } = await listen();
  const server = servers.pop() as Server;
  server.close();
  await once(server, 'close');
  return port;
}

async function closeOf(url: string, setup: ClientSetup = {}): Promise<ConnectionClose> {
  const client = await connectBaileys(url, new CrashableStore(), setup);
  const close = await client.until(({ closes }) => closes[0]);
  client.connection.abandon();
  return close;
}

const WHATSAPP = 'wss://web.example.com/ws/chat';
const proxyAt = (host: string, port: string, protocol: Proxy['protocol'] = 'http'): Proxy => ({
  protocol,
  host,
  port,
  username: undefined,
  password: undefined,
});

describe('A connection that does not come about', () => {
  it('because nobody listens', async () => {
    const url = `wss://127.0.0.1:${await closedPort()}/`;
    expect(await closeOf(url)).toMatchObject({ reason: 'connection refused', isUnreachable: true });
  });

  it('because the name does not resolve', async () => {
    expect(await closeOf('wss://whatsapp.invalid/')).toMatchObject({
      reason: 'DNS lookup failed',
      isUnreachable: true,
    });
  });

  it('because the other side does not speak TLS', async () => {
    const { port } = await listen('HTTP/1.1 400 Bad Request\r\n\r\n');
    expect(await closeOf(`wss://127.0.0.1:${port}/`)).toMatchObject({
      reason: 'TLS handshake failed',
    });
  });

  it('because of an HTTP answer, whose status is not taken for WhatsApp’s', async () => {
    const { port } = await listen('HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n');
    expect(await closeOf(`ws://127.0.0.1:${port}/`)).toMatchObject({
      code: undefined,
      reason: 'unexpected answer',
    });
  });

  it('because the other side is silent', async () => {
    const { port } = await listen();
    const close = await closeOf(`wss://127.0.0.1:${port}/`, { reachLimitMs: 300 });
    expect(close).toMatchObject({ reason: 'no answer in time', isUnreachable: true });
  });
});

describe.each(['http', 'https', 'socks5'] as const)('A proxy that speaks %s', (protocol) => {
  it('is told as the one that failed, whether its port is closed or answers something', async () => {
    const closed = await closedPort();
    const refusing = await listen('HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n');
    const strange = await listen('SSH-2.0-OpenSSH_9.6\r\n');
    for (const port of [closed, refusing.port, strange.port]) {
      const proxy = proxyAt('127.0.0.1', port, protocol);
      const { code, reason, byServer } = await closeOf(WHATSAPP, { proxy });
      expect([code, reason, byServer]).toEqual([undefined, 'proxy failed', false]);
    }
  });

  it('is not dialled at a private address, in any spelling or behind a name', async () => {
    const { port, connections } = await listen();
    const lookup: LookupFunction = (_host, { all }, answer) =>
      all ? answer(null, [{ address: '127.0.0.1', family: 4 }]) : answer(null, '127.0.0.1', 4);
    const guard = new AddressGuard({ allowPrivateUrls: false, lookup });
    for (const host of [
      '127.0.0.1',
      '2130706433',
      '0x7f.1',
      '::ffff:127.0.0.1',
      'inside.example',
    ]) {
      const proxy = proxyAt(host, port, protocol);
      const close = await closeOf(WHATSAPP, { proxy, guard });
      expect([host, close.reason]).toEqual([host, 'proxy address not allowed']);
    }
    expect(connections()).toBe(0);
  });
});
