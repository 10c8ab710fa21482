import { type FastifyReply } from 'fastify';

const EXPOSED =
  'X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After, Mcp-Session-Id';

/** Credentials are never allowed: there are no cookies. */
export function writeCorsHeaders(reply: FastifyReply, origin: string, isAllowed: boolean): void {
  reply.header('vary', 'Origin');
  if (!isAllowed) return;
  reply.headers({
    'access-control-allow-origin': origin,
    'access-control-expose-headers': EXPOSED,
  });
}

export function answerPreflight(
  reply: FastifyReply,
  origin: string,
  isAllowed: boolean,
): FastifyReply {
  if (isAllowed) {
    reply.headers({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, POST, PUT, DELETE, OPTIONS',
      'access-control-allow-headers':
        'Content-Type, Authorization, token, Idempotency-Key, Mcp-Session-Id, Mcp-Protocol-Version',
      'access-control-max-age': '600',
      vary: 'Origin',
    });
  }
  return reply.code(204).send();
}
