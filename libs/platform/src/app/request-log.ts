import { randomUUID } from 'node:crypto';
import { type IncomingMessage } from 'node:http';
import { type FastifyInstance } from 'fastify';
import { type PlatformParts } from './platform.module.js';

const PRINTABLE_ID = /^[\x21-\x7e]{1,128}$/;

/** The caller's id when it is sane, so that a request can be followed through their log and ours. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && PRINTABLE_ID.test(given) ? given : randomUUID();
}

/** One wide line and one measurement per request. The route's pattern, never its URL: a query may hold a token. */
export function addRequestLog(fastify: FastifyInstance, { logger, metrics }: PlatformParts): void {
  const durations = metrics.histogram('starling_http_request_seconds', 'HTTP requests answered', [
    'method',
    'route',
    'status',
  ]);
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const { method } = request;
    const status = reply.statusCode;
    durations.observe({ method, route, status }, reply.elapsedTime / 1000);
    logger.info(
      {
        kind: 'request',
        requestId: request.id,
        method,
        route,
        status,
        durationMs: Math.round(reply.elapsedTime),
      },
      'request',
    );
    done();
  });
}
