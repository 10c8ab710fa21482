import { type Logger } from './logger.js';

export type WorkIds = Readonly<Record<string, string | number | undefined>>;

/**
 * One wide line per unit of work (command, attempt, session transition): what it was, which ids apply, how long it
 * took, how it ended. Never bodies, numbers or tokens. The error goes on to the caller.
 */
export async function logWork<T>(
  logger: Logger,
  kind: string,
  ids: WorkIds,
  work: () => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  const line = () => ({ kind, ...ids, durationMs: Math.round(performance.now() - startedAt) });
  try {
    const result = await work();
    logger.info({ ...line(), outcome: 'ok' }, kind);
    return result;
  } catch (error) {
    const code = (error as { code?: unknown } | undefined)?.code;
    logger.warn({ ...line(), outcome: 'failed', code: code ?? 'unknown', err: error }, kind);
    throw error;
  }
}
