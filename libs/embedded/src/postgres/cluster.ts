import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { EmbeddedError } from '../server/embedded-error.js';
import { runCommand } from '../process/run-command.js';
import { runsIn } from '../process/runs-in.js';
import { type PostgresBinaries } from './postgres-binaries.js';
import { type ServerUser } from './server-user.js';

export const SUPERUSER = 'starling';

/** The first major version with a Unicode locale of its own, independent of the operating system. */
const BUILTIN_LOCALE_MAJOR = 17;

/** The major version that wrote the data; undefined when there is no data yet. */
export function readDataMajor(data: string): number | undefined {
  const path = join(data, 'PG_VERSION');
  return existsSync(path) ? Number(readFileSync(path, 'utf8')) : undefined;
}

/**
 * Creates the data under another name and renames it when it is complete: a crash leaves no incomplete data
 * directory.
 */
export async function createCluster(
  directory: { path: string; data: string },
  password: string,
  how: { binaries: PostgresBinaries; user: ServerUser; durable: boolean },
): Promise<void> {
  const { binaries, user, durable } = how;
  for (const name of readdirSync(directory.path)) {
    if (name.startsWith('data.new')) rmSync(join(directory.path, name), { recursive: true });
  }
  const fresh = join(directory.path, 'data.new');
  const passwordFile = join(directory.path, 'data.new-password');
  mkdirSync(fresh, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  user.own(fresh);
  user.own(passwordFile);
  const outcome = await runCommand(
    user.command(binaries.initdb, [
      `--pgdata=${fresh}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      ...(binaries.major >= BUILTIN_LOCALE_MAJOR
        ? ['--locale-provider=builtin', '--locale=C.UTF-8', '--lc-collate=C', '--lc-ctype=C']
        : ['--no-locale']),
      ...(durable ? [] : ['--no-sync']),
    ]),
  );
  rmSync(passwordFile);
  if (!outcome.ok) {
    rmSync(fresh, { recursive: true, force: true });
    const reason = /error: (.*)/.exec(outcome.output)?.[1] ?? outcome.output.trim();
    throw new EmbeddedError(
      'ServerFailed',
      `Postgres could not make its data directory: ${reason}`,
    );
  }
  renameSync(fresh, directory.data);
}

/**
 * Postgres does not start while the process named in its pid file lives. After a crash another process may have that
 * id, and Postgres would never start again; so a pid file that names no Postgres of this directory is removed.
 */
export function clearStalePidFile(data: string): void {
  const path = join(data, 'postmaster.pid');
  if (!existsSync(path)) return;
  const pid = Number(readFileSync(path, 'utf8').split('\n')[0]);
  if (pid > 0 && runsIn(pid, data)) {
    throw new EmbeddedError(
      'DataDirInUse',
      `Another Postgres (process ${pid}) runs in ${data}; stop it first.`,
    );
  }
  rmSync(path);
}

/** A running server writes on the last line of its pid file whether it is ready. */
export function isClusterReady(data: string, pid: number): boolean {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}
