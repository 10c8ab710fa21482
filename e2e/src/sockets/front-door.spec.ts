import { once } from 'node:events';
import { type IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  newTenant,
  type Product,
  requestJson,
  startProduct,
  type Tenant,
  testServices,
} from '@starling/testing';
import { WebSocket as RefusedSocket } from 'ws';

const OWN_ORIGIN = 'http://localhost:8080';

/* The gateway alone in front of a socket process, as on a machine without a proxy. */

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}

describe('The front door', () => {
  let product: Product;
  let tenant: Tenant;
  let port: number;
  beforeAll(async () => {
    port = await freePort();
    product = await startProduct(testServices(), { WS_NODE_URLS: `http://127.0.0.1:${port}` });
    tenant = await newTenant(product);
    const { token } = tenant;
    await requestJson(product.baseUrl, 'POST', '/api/instance/new', {
      token,
      body: { name: 'my shop' },
    });
    await requestJson(product.baseUrl, 'POST', '/api/events/websocket/my shop', {
      token,
      body: { enabled: true },
    });
  });
  afterAll(() => product.stop());

  it('says so while no socket process lives, to upgrades and plain requests alike', async () => {
    const unavailable = {
      success: false,
      error: { message: 'WebSocket service is not available' },
    };
    const url = `${product.baseUrl}/ws/my%20shop?token=${tenant.token}`;
    const plain = await fetch(url, { headers: { origin: OWN_ORIGIN } });
    const socket = new RefusedSocket(url.replace('http', 'ws'), { origin: OWN_ORIGIN });
    socket.on('error', () => undefined);
    const [, refused] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
    const said = Buffer.concat((await refused.toArray()) as Buffer[]).toString();
    expect([plain.status, await plain.json()]).toEqual([503, unavailable]);
    expect([refused.statusCode, JSON.parse(said)]).toEqual([503, unavailable]);
    const used = Number(plain.headers.get('x-ratelimit-remaining'));
    expect(refused.headers).toMatchObject({
      'x-ratelimit-limit': '100',
      'x-ratelimit-remaining': String(used - 1),
      'access-control-allow-origin': OWN_ORIGIN,
      vary: 'Origin',
    });
  });

  it('passes sockets through, in both directions and to the goodbye', async () => {
    const node = await product.start('ws-fanout', { PORT: String(port), TRUST_PROXY: 'true' });
    const plain = await requestJson(product.baseUrl, 'GET', '/ws/my shop', { token: tenant.token });
    expect([plain.status, plain.body]).toEqual([
      426,
      { success: false, error: { message: 'WebSocket upgrade required' } },
    ]);
    const nameless = await requestJson(product.baseUrl, 'GET', '/ws', { token: tenant.token });
    expect([nameless.status, nameless.body]).toEqual([
      400,
      { success: false, error: { message: 'Instance name is required' } },
    ]);
    const socket = socketTo('my shop');
    await once(socket, 'open');
    socket.send('hello');
    const closed = once(socket, 'close') as Promise<[CloseEvent]>;
    await node.stop();
    const [{ code }] = await closed;
    expect(code).toBe(1001);
  });

  const socketTo = (instance: string): WebSocket =>
    new WebSocket(
      `${product.baseUrl.replace('http', 'ws')}/ws/${encodeURIComponent(instance)}?token=${tenant.token}`,
    );
});
