import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { deferred } from '../concurrency/deferred.js';
import type { World } from '../world/world.js';
import type { ServerIdentity } from './certificate.js';
import { Client } from './client.js';
import { handlers } from './dispatch.js';

export interface Listener {
  readonly url: string;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

export const listen = async (
  world: World,
  identity: ServerIdentity,
  port: number,
): Promise<Listener> => {
  const server = new WebSocketServer({ host: LOOPBACK, port, perMessageDeflate: false });
  const { promise, resolve, reject } = deferred<void>();
  server.once('listening', resolve);
  server.once('error', reject);
  await promise;
  server.on('connection', (socket) => {
    world.statistics.connections++;
    new Client(socket, world, identity, handlers);
  });
  return {
    url: `ws://${LOOPBACK}:${(server.address() as AddressInfo).port}/ws/chat`,
    close: () =>
      new Promise((closed) => {
        for (const socket of server.clients) socket.terminate();
        server.close(() => closed());
      }),
  };
};
