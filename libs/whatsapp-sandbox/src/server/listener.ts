import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { deferred } from '../concurrency/deferred.js';
import type { World } from '../world/world.js';
import type { ServerIdentity } from '../connection/certificate.js';
import { Client } from '../connection/client.js';
import { handlers } from './dispatch.js';
import { closerOf } from '../connection/open-sockets.js';

export interface Listener {
  readonly url: string;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const UPGRADE_REQUIRED = 426;

export const listen = async (
  world: World,
  identity: ServerIdentity,
  port: number,
): Promise<Listener> => {
  const server = createServer((_request, response) => response.writeHead(UPGRADE_REQUIRED).end());
  const close = closerOf(server);
  const { promise, resolve, reject } = deferred<void>();
  server.once('error', reject);
  server.listen(port, LOOPBACK, resolve);
  await promise;
  new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => {
    world.statistics.connections++;
    new Client(socket, world, identity, handlers);
  });
  return {
    url: `ws://${LOOPBACK}:${(server.address() as AddressInfo).port}/ws/chat`,
    close,
  };
};
