import { type FastifyReply } from 'fastify';
import { type RateVerdict } from '@starling/broker';

/** Every answer, errors included, has the headers of the bucket that the request used. */
export function writeRateLimitHeaders(reply: FastifyReply, verdict: RateVerdict): void {
  reply.headers({
    'x-ratelimit-limit': verdict.limit,
    'x-ratelimit-remaining': verdict.remaining,
    'x-ratelimit-reset': verdict.resetAtSeconds,
    ...(verdict.exceeded && { 'retry-after': verdict.retryAfterSeconds }),
  });
}
