import { type FastifyInstance } from 'fastify';
import { guardInternals } from './internals-guard.js';
import { type PlatformParts } from './platform.module.js';

/**
 * For the orchestrator and Prometheus, on every app: alive, ready for work, measured. Never rate-limited. With an
 * operator's token all but `/livez` is for this machine and the operator alone.
 */
export function addProcessEndpoints(
  fastify: FastifyInstance,
  { health, lifecycle, metrics }: PlatformParts,
  operatorToken: string | undefined,
): void {
  const guarded = operatorToken === undefined ? {} : { onRequest: guardInternals(operatorToken) };
  fastify.get('/livez', (_request, reply) => reply.send({ status: 'ok' }));

  fastify.get('/readyz', guarded, async (_request, reply) => {
    const { phase } = lifecycle;
    if (phase !== 'serving') return reply.code(503).send({ status: phase });
    const { healthy, results } = await health.runReadiness();
    return reply
      .code(healthy ? 200 : 503)
      .send({ status: healthy ? 'ok' : 'degraded', checks: results });
  });

  fastify.get('/metrics', guarded, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.render()),
  );
}
