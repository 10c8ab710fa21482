import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { serveCalls } from '../../harness/worker/serve-calls.js';
import { connectRedis } from '../../harness/connect-redis.js';
import { BARE_STREAM, READ_AT_ONCE } from './bare-stream.js';

const rooms = new Map<string, Set<WebSocket>>();

/** The simplest server: it reads a stream and sends every event to each client of its room. */
async function deliver(redisUrl: string): Promise<never> {
  const redis = await connectRedis(redisUrl);
  let cursor = '$';
  for (;;) {
    const answer = await redis.xread(
      'COUNT',
      READ_AT_ONCE,
      'BLOCK',
      0,
      'STREAMS',
      BARE_STREAM,
      cursor,
    );
    for (const [id, [, room = '', , body = '']] of answer?.[0]?.[1] ?? []) {
      cursor = id;
      for (const client of rooms.get(room) ?? []) {
        if (client.readyState === WebSocket.OPEN) client.send(body);
      }
    }
  }
}

const calls = {
  /** Resolves with the port. The path of a client is the name of its room. */
  open: async (redisUrl: string): Promise<number> => {
    const http = createServer();
    const server = new WebSocketServer({ server: http, perMessageDeflate: false });
    server.on('connection', (socket, { url = '' }) => {
      const room = rooms.get(url) ?? new Set();
      rooms.set(url, room.add(socket));
      socket.on('close', () => room.delete(socket));
    });
    await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
    void deliver(redisUrl);
    return (http.address() as AddressInfo).port;
  },
};

serveCalls(calls);
