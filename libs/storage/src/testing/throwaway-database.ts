import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { MIGRATIONS_PATH, readMigrationFolders } from '../migrations/migration-folders.js';
import { testDatabaseUrl } from './testing-database.config.js';

export interface ThrowawayDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Empty, on the server of the test run: deploy keys belong to a database, and specs here change them. */
export async function createEmptyDatabase(): Promise<ThrowawayDatabase> {
  const name = `storage_${randomUUID()}`;
  await onServer((client) => client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`));
  const url = new URL(testDatabaseUrl());
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () =>
      onServer((client) => client.query(`DROP DATABASE ${pg.escapeIdentifier(name)} WITH (FORCE)`)),
  };
}

/** With all tables. Their history is not recorded: the Prisma CLI would take most of a second. */
export async function createDatabase(): Promise<ThrowawayDatabase> {
  const database = await createEmptyDatabase();
  const names = [...(await readMigrationFolders(MIGRATIONS_PATH)).keys()];
  await withClient(database.url, async (client) => {
    for (const name of names) {
      await client.query(await readFile(join(MIGRATIONS_PATH, name, 'migration.sql'), 'utf8'));
    }
  });
  return database;
}

export async function withClient(
  url: string,
  act: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await act(client);
  } finally {
    await client.end();
  }
}

const onServer = (act: (client: pg.Client) => Promise<unknown>) =>
  withClient(testDatabaseUrl(), act);
