import { defineConfig } from 'prisma/config';

/** The configuration of the Prisma CLI. `generate` runs without a database, so the URL may be absent. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
