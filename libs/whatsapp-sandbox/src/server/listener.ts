import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import type { ServerIdentity } from '../connection/certificate.js';
import { Client } from '../connection/client.js';
import { listenOnLoopback } from '../connection/loopback-server.js';
import type { World } from '../world/world.js';
import { handlers } from './dispatch.js';

export interface Listener {
  readonly url: string;
  close(): Promise<void>;
}

const UPGRADE_REQUIRED = 426;

export const listen = async (
  world: World,
  identity: ServerIdentity,
  port: number,
): Promise<Listener> => {
  const server = createServer((_request, response) => response.writeHead(UPGRADE_REQUIRED).end());
  const { host, close } = await listenOnLoopback(server, port, (error) =>
    world.problem('listening for clients', error),
  );
  new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => {
    world.statistics.connections++;
    new Client(socket, world, identity, handlers);
  });
  return { url: `ws://${host}/ws/chat`, close };
};
