import { type FastifyReply, type FastifyRequest } from 'fastify';

const MOST_BYTES = 256 * 1024 * 1024;
const MOST_MS = 30_000;

/**
 * A client that is still sending reads our refusal only if we go on taking what it sends: a socket closed on unread
 * bytes is reset, and the client sees a broken pipe instead of a status. Bounded in bytes and time; past either the
 * client has had its chance.
 */
export function discardRest({ raw: incoming }: FastifyRequest, reply: FastifyReply): void {
  if (incoming.complete) return;
  void reply.removeHeader('connection');
  let bytes = 0;
  const giveUp = () => incoming.destroy();
  const timer = setTimeout(giveUp, MOST_MS);
  incoming.on('data', (chunk: Buffer) => {
    if ((bytes += chunk.length) > MOST_BYTES) giveUp();
  });
  incoming.once('close', () => clearTimeout(timer));
}
