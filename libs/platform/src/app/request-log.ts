import { randomUUID } from 'node:crypto';
import { type IncomingMessage } from 'node:http';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type PlatformParts } from './platform.module.js';
import './request-notes.js';

const PRINTABLE_ID = /^[\x21-\x7e]{1,128}$/;

/** Orchestrators and Prometheus ask for these every few seconds: their lines would hide all others. */
const PROBES: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics', '/health']);

/** What proxies note for a caller that went away before its answer was whole. */
const CALLER_LEFT = 499;

/** The caller's id when it is sane, so that a request can be followed through their log and ours. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && PRINTABLE_ID.test(given) ? given : randomUUID();
}

/** Called as a request begins: gives the answer its id and sees to the one line and the one measurement. */
export type ObserveRequest = (request: FastifyRequest, reply: FastifyReply) => void;

/** The route's pattern, never the URL: a query may hold a token. Written even when the caller does not wait. */
export function requestLog({ logger, metrics }: PlatformParts): ObserveRequest {
  const durations = metrics.histogram('starling_http_request_seconds', 'HTTP requests answered', [
    'method',
    'route',
    'status',
  ]);
  return (request, reply) => {
    const startedAt = performance.now();
    const { id: requestId, method } = request;
    reply.header('x-request-id', requestId);
    reply.raw.once('close', () => {
      const durationMs = performance.now() - startedAt;
      const route = request.routeOptions.url ?? 'unknown';
      const status = reply.raw.writableFinished ? reply.raw.statusCode : CALLER_LEFT;
      durations.observe({ method, route, status }, durationMs / 1000);
      const line = {
        kind: 'request',
        requestId,
        method,
        route,
        status,
        durationMs: Math.round(durationMs),
        ...request.notes,
      };
      if (PROBES.has(route)) logger.debug(line, line.kind);
      else logger.info(line, line.kind);
    });
  };
}
