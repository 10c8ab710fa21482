import { PREFLIGHT_HEADERS } from '@starling/domain';
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
    reply.headers({ 'Access-Control-Allow-Origin': origin, ...PREFLIGHT_HEADERS });
  }
  return reply.code(204).send();
}
