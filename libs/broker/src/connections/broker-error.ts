/**
 * `RedisUrlInvalid`: what was configured is no Redis. `RedisUnreachable`: nothing was asked of Redis, or it refused
 * before doing anything. `ConnectionLost`: the connection broke after the question was written, so Redis may or may
 * not have done it. `RedisRefused`: Redis answered with an error (out of memory, read-only replica).
 */
export type BrokerErrorCode =
  'RedisUrlInvalid' | 'RedisUnreachable' | 'ConnectionLost' | 'RedisRefused';

export class BrokerError extends Error {
  constructor(
    readonly code: BrokerErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'BrokerError';
  }
}

/** What ioredis says when a written command lost its connection, and when it never wrote it. */
const LOST = /Connection is closed|max retries per request|ECONNRESET|EPIPE|Socket closed/i;
const NEVER_WRITTEN =
  /enableOfflineQueue|ECONNREFUSED|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|None of startup nodes|Cluster isn't ready|Failed to refresh slots|CLUSTERDOWN|LOADING/i;

export function asBrokerError(error: unknown): BrokerError {
  if (error instanceof BrokerError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  if (NEVER_WRITTEN.test(reason)) {
    return new BrokerError('RedisUnreachable', `Redis is not reachable: ${reason}`, {
      cause: error,
    });
  }
  if (LOST.test(reason)) {
    return new BrokerError('ConnectionLost', `The connection to Redis broke: ${reason}`, {
      cause: error,
    });
  }
  return new BrokerError('RedisRefused', `Redis refused: ${reason}`, { cause: error });
}
