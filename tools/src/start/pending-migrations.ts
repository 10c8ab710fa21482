import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

const UNDEFINED_TABLE = '42P01';

/** The migrations of the checkout that this database has not finished, oldest first. */
export async function findPendingMigrations(root: string, databaseUrl: string): Promise<string[]> {
  const finished = await readFinished(databaseUrl);
  return readdirSync(join(root, 'prisma', 'migrations'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !finished.has(entry.name))
    .map((entry) => entry.name)
    .sort();
}

async function readFinished(databaseUrl: string): Promise<Set<string>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ migration_name: string }>(
      'select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
    );
    return new Set(rows.map((row) => row.migration_name));
  } catch (error) {
    if ((error as { code?: string }).code === UNDEFINED_TABLE) return new Set();
    throw error;
  } finally {
    await client.end();
  }
}
