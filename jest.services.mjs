import { fileURLToPath } from 'node:url';

const PRISMA = fileURLToPath(new URL('./tools/bin/prisma.mjs', import.meta.url));

/** Starts a real Postgres (migrated) and a real Redis, and returns the variables with their addresses. */
export async function startServices() {
  const { startThrowawayServices } = await import('@starling/embedded');
  const { databaseUrl, redisUrl, stop } = await startThrowawayServices(PRISMA);
  return { env: { TEST_DATABASE_URL: databaseUrl, TEST_REDIS_URL: redisUrl }, stop };
}

/** The global set-up of Jest: one pair of servers for each run. `npm test` shares one pair among all projects. */
export default async function setUp() {
  if (process.env.TEST_DATABASE_URL && process.env.TEST_REDIS_URL) return;
  const services = await startServices();
  Object.assign(process.env, services.env);
  globalThis.starlingTestServices = services;
}
