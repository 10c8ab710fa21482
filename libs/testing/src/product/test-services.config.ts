export interface TestServices {
  readonly databaseUrl: string;
  readonly redisUrl: string;
}

/** What Jest's global set-up started. */
export function testServices(): TestServices {
  const { TEST_DATABASE_URL, TEST_REDIS_URL } = process.env;
  if (!TEST_DATABASE_URL || !TEST_REDIS_URL) {
    throw new Error('TEST_DATABASE_URL and TEST_REDIS_URL are set by the project with services.');
  }
  return { databaseUrl: TEST_DATABASE_URL, redisUrl: TEST_REDIS_URL };
}
