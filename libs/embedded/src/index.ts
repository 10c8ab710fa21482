export { EmbeddedError, type EmbeddedErrorCode } from './server/embedded-error.js';
export { type Guard, openGuard } from './process/guard.js';
export { startPostgres, type PostgresOptions } from './postgres/start-postgres.js';
export { startRedis, type RedisOptions } from './redis/start-redis.js';
export { lockDirectory } from './server/directory-lock.js';
export { findFreePort } from './server/free-port.js';
export { type EmbeddedServer } from './server/start-server.js';
export { startThrowawayServices, type ThrowawayServices } from './throwaway-services.js';
