import pg from 'pg';
import { parseDatabaseUrl } from '../database/connection-string.js';
import { toStartError } from '../database/start-failure.js';
import { MIGRATIONS_PATH, readMigrationFolders } from './migration-folders.js';

export interface MigrationState {
  /** Not applied yet, in the order in which they will be. */
  readonly pending: readonly string[];
  /** Begun and not ended. An operator has to look; no migration is applied before `migrate resolve`. */
  readonly failed: readonly string[];
  /** Applied in another wording than the one in the folder. */
  readonly edited: readonly string[];
  /** Applied here, but not in the folder: a newer version has been at work. */
  readonly unknown: readonly string[];
}

interface AppliedRow {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

const DATABASE_MISSING = '3D000';
const TABLE_MISSING = '42P01';
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * What the Prisma CLI would have to do, in milliseconds instead of seconds, so that most starts need
 * no CLI. A database that is not there yet has everything pending. Throws `StorageStartError`.
 */
export async function pendingMigrations(
  databaseUrl: string,
  migrationsPath: string = MIGRATIONS_PATH,
): Promise<MigrationState> {
  const [folders, applied] = await Promise.all([
    readMigrationFolders(migrationsPath),
    readApplied(databaseUrl),
  ]);
  const finished = new Map(
    applied.filter((row) => row.finished).map((row) => [row.migration_name, row.checksum]),
  );
  const names = [...folders.keys()];
  return {
    pending: names.filter((name) => !finished.has(name)),
    failed: applied.filter((row) => !row.finished).map((row) => row.migration_name),
    edited: names.filter((name) => finished.has(name) && finished.get(name) !== folders.get(name)),
    unknown: [...finished.keys()].filter((name) => !folders.has(name)),
  };
}

/** One sentence when the database needs a person, undefined when it is fit or merely behind. */
export function describeMigrationTrouble(state: MigrationState): string | undefined {
  if (state.failed.length > 0) {
    return `Migration ${state.failed.join(', ')} failed half-way; repair the database and mark it with "npm run prisma -- migrate resolve".`;
  }
  if (state.edited.length > 0) {
    return `Migration ${state.edited.join(', ')} was edited after it had been applied; restore the file.`;
  }
  if (state.unknown.length > 0) {
    return `The database has ${state.unknown.join(', ')} applied, which this version does not know; run the newer version.`;
  }
  return undefined;
}

async function readApplied(databaseUrl: string): Promise<AppliedRow[]> {
  const { connectionString, schema, place } = parseDatabaseUrl(databaseUrl);
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  try {
    await client.connect();
    if (schema) await client.query("SELECT set_config('search_path', $1, false)", [schema]);
    const found = await client.query<AppliedRow>(`
      SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
      FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`);
    return found.rows;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === DATABASE_MISSING || code === TABLE_MISSING) return [];
    throw toStartError(error, place);
  } finally {
    await client.end();
  }
}
