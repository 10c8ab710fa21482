import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { Server } from 'socket.io';
import { serveCalls } from '../../harness/worker/serve-calls.js';
import { connectRedis } from '../../harness/connect-redis.js';

const calls = {
  /** Resolves with the port. Clients name their room in the query. */
  open: async (redisUrl: string): Promise<number> => {
    const http = createServer();
    const server = new Server(http, {
      adapter: createAdapter(await connectRedis(redisUrl)),
      transports: ['websocket'],
      serveClient: false,
      perMessageDeflate: false,
    });
    server.on('connection', (socket) => void socket.join(String(socket.handshake.query['room'])));
    await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
    return (http.address() as AddressInfo).port;
  },
};

export type PeerServerCalls = typeof calls;
serveCalls(calls);
