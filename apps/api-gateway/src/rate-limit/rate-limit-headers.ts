import { type FastifyReply } from 'fastify';
import { type RateVerdict } from '@starling/broker';

/** On every answer, good or bad, of the bucket that this request used. */
export function writeRateLimitHeaders(reply: FastifyReply, verdict: RateVerdict): void {
  reply.headers({
    'x-ratelimit-limit': verdict.limit,
    'x-ratelimit-remaining': verdict.remaining,
    'x-ratelimit-reset': verdict.resetAtSeconds,
    ...(verdict.exceeded && { 'retry-after': verdict.retryAfterSeconds }),
  });
}
