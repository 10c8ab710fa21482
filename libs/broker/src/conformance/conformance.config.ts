/** Set by the test command, or by Jest's global set-up. */
export const standaloneRedisUrl = (): string => process.env['TEST_REDIS_URL'] ?? '';
