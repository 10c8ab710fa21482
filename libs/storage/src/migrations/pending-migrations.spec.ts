import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createEmptyDatabase,
  type ThrowawayDatabase,
  withClient,
} from '../testing/throwaway-database.js';
import { MIGRATIONS_PATH, readMigrationFolders } from './migration-folders.js';
import { describeMigrationTrouble, pendingMigrations } from './pending-migrations.js';

const PRISMA = fileURLToPath(new URL('../../../../tools/bin/prisma.mjs', import.meta.url));
const FRESH = { pending: [], failed: [], edited: [], unknown: [] };

describe('The migrations of a database', () => {
  let database: ThrowawayDatabase;
  let folder: string;
  let names: string[];

  const prisma = (...args: string[]) =>
    promisify(execFile)(process.execPath, [PRISMA, ...args], {
      env: { DATABASE_URL: database.url, PATH: `${process.execPath}/..:/usr/bin:/bin` },
    });
  const history = (sql: string) => withClient(database.url, (client) => client.query(sql));

  beforeAll(async () => {
    database = await createEmptyDatabase();
    folder = await mkdtemp(join(tmpdir(), 'migrations-'));
    await cp(MIGRATIONS_PATH, folder, { recursive: true });
    names = [...(await readMigrationFolders(folder)).keys()];
  });
  afterAll(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  it('are all pending when there is no table, or no database at all', async () => {
    const nowhere = new URL(database.url);
    nowhere.pathname = '/nowhere';
    for (const url of [database.url, nowhere.href]) {
      const state = await pendingMigrations(url);
      expect(state).toEqual({ ...FRESH, pending: names });
      expect(describeMigrationTrouble(state)).toBeUndefined();
    }
  });

  it('are none once Prisma has applied them, and its checksums are ours', async () => {
    await prisma('migrate', 'deploy');
    expect(await pendingMigrations(database.url)).toEqual(FRESH);
  });

  it('describe the same tables as the schema', async () => {
    const { stdout } = await prisma(
      ...['migrate', 'diff', '--exit-code'],
      ...['--from-migrations', 'prisma/migrations', '--to-schema', 'prisma/schema.prisma'],
    );
    expect(stdout).toContain('No difference detected');
  });

  it('are pending when the folder has a newer one', async () => {
    await mkdir(join(folder, '99990101000000_later'));
    await writeFile(join(folder, '99990101000000_later', 'migration.sql'), 'SELECT 1;');
    const state = await pendingMigrations(database.url, folder);
    expect(state.pending).toEqual(['99990101000000_later']);
  });

  it('are reported when the folder does not know one', async () => {
    await history(`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
      VALUES ('x', '', '99980101000000_newer_version', now())`);
    const state = await pendingMigrations(database.url);
    expect(state.unknown).toEqual(['99980101000000_newer_version']);
    expect(describeMigrationTrouble(state)).toContain('does not know');
    await history(`DELETE FROM _prisma_migrations WHERE id = 'x'`);
  });

  it('are reported when one was edited after it had been applied', async () => {
    const [name = ''] = names;
    await writeFile(join(folder, name, 'migration.sql'), 'SELECT 2;');
    const state = await pendingMigrations(database.url, folder);
    expect(state.edited).toEqual([name]);
    expect(describeMigrationTrouble(state)).toContain('was edited');
  });

  it('are reported when one failed half-way, until that is marked as rolled back', async () => {
    await history('UPDATE _prisma_migrations SET finished_at = NULL');
    const state = await pendingMigrations(database.url);
    expect(state.failed).toEqual(names);
    expect(describeMigrationTrouble(state)).toContain('failed half-way');
    await history('UPDATE _prisma_migrations SET rolled_back_at = now()');
    expect(await pendingMigrations(database.url)).toEqual({ ...FRESH, pending: names });
  });
});
