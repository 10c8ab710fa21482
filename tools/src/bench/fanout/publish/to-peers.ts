import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { Server } from 'socket.io';
import { eventBytes } from '../../harness/event-bytes.js';
import { BARE_STREAM } from '../peers/bare-stream.js';
import { connectRedis } from '../../harness/connect-redis.js';
import { type Publish } from './publish.js';

const MAX_KEPT = 10_000;

/** Publishes as a second Socket.IO node without clients, because Socket.IO has no other publisher. */
export async function publishToSocketIo(redisUrl: string): Promise<Publish> {
  const server = new Server({ adapter: createAdapter(await connectRedis(redisUrl)) });
  return async (room) => {
    server.to(room).emit('event', JSON.parse(eventBytes(room).toString()));
    await yieldToEventLoop();
  };
}

export async function publishToBareWs(redisUrl: string): Promise<Publish> {
  const redis = await connectRedis(redisUrl);
  return (room) =>
    redis.xadd(BARE_STREAM, 'MAXLEN', '~', MAX_KEPT, '*', 'room', room, 'body', eventBytes(room));
}
