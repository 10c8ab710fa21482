import { fileURLToPath } from 'node:url';

const PRISMA = fileURLToPath(new URL('./tools/bin/prisma.mjs', import.meta.url));

/** A real Postgres (migrated) and a real Redis, and the variables by which specs find them. */
export async function startServices() {
  const { startThrowawayServices } = await import('@starling/embedded');
  const { databaseUrl, redisUrl, stop } = await startThrowawayServices(PRISMA);
  return { env: { TEST_DATABASE_URL: databaseUrl, TEST_REDIS_URL: redisUrl }, stop };
}

/** Jest's global set-up: one pair of servers per run; the test command shares its own among all projects. */
export default async function setUp() {
  if (process.env.TEST_DATABASE_URL && process.env.TEST_REDIS_URL) return;
  const services = await startServices();
  Object.assign(process.env, services.env);
  globalThis.starlingTestServices = services;
}
