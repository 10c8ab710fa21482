export { EmbeddedError, type EmbeddedErrorCode } from './embedded-error.js';
export { type Guard, openGuard } from './process/guard.js';
export { startPostgres, type PostgresOptions } from './postgres/start-postgres.js';
export { startRedis, type RedisOptions } from './redis/start-redis.js';
export { lockDirectory } from './room/directory-lock.js';
export { findFreePort } from './room/free-port.js';
export { type EmbeddedServer } from './start-server.js';
export { startThrowawayServices, type ThrowawayServices } from './throwaway-services.js';
