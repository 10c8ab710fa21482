import { type FastifyInstance } from 'fastify';
import { type PlatformParts } from './platform.module.js';

/** For the orchestrator and Prometheus, on every app: alive, ready for work, measured. Never rate-limited. */
export function addProcessEndpoints(
  fastify: FastifyInstance,
  { health, lifecycle, metrics }: PlatformParts,
): void {
  fastify.get('/livez', (_request, reply) => reply.send({ status: 'ok' }));

  fastify.get('/readyz', async (_request, reply) => {
    const { phase } = lifecycle;
    if (phase !== 'serving') return reply.code(503).send({ status: phase });
    const { healthy, results } = await health.runReadiness();
    return reply
      .code(healthy ? 200 : 503)
      .send({ status: healthy ? 'ok' : 'degraded', checks: results });
  });

  fastify.get('/metrics', async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.render()),
  );
}
