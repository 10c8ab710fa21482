import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** As deep below the root from `dist` as from `src`. */
export const MIGRATIONS_PATH = fileURLToPath(
  new URL('../../../../prisma/migrations', import.meta.url),
);

/** Name → SHA-256 of its SQL, in the order in which they apply; the checksum Prisma keeps. */
export async function readMigrationFolders(path: string): Promise<Map<string, string>> {
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const checksums = names.sort().map(async (name): Promise<[string, string]> => {
    const sql = await readFile(join(path, name, 'migration.sql'));
    return [name, createHash('sha256').update(sql).digest('hex')];
  });
  return new Map(await Promise.all(checksums));
}
