import { chownSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedError } from '../server/embedded-error.js';
import { findExecutable } from '../process/find-executable.js';
import { runCommand } from '../process/run-command.js';
import { type ServerCommand } from '../process/server-process.js';

/** The user id and group id of `nobody`. */
const NOBODY_ID = 65534;

/** The user that Postgres runs as. Postgres refuses root, so root starts it as `nobody`. */
export interface ServerUser {
  command(file: string, args: readonly string[]): ServerCommand;
  own(path: string): void;
}

const CURRENT_USER: ServerUser = {
  command: (file, args) => ({ file, args }),
  own: () => undefined,
};

const UNPRIVILEGED: ServerUser = {
  command: (file, args) => ({ file, args, uid: NOBODY_ID, gid: NOBODY_ID }),
  own: (path) => chownSync(path, NOBODY_ID, NOBODY_ID),
};

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * `paths` are the files that the server must reach. Below a private home directory (like root's on a fresh machine)
 * `nobody` gets the one capability that opens the way; where the system refuses the capability, the error says what
 * to do.
 */
export async function chooseServerUser(
  paths: readonly string[],
  searchPath: string,
): Promise<ServerUser> {
  if (!isRoot()) return CURRENT_USER;
  const closed = paths.map(findClosedDirectory).find((path) => path !== undefined);
  if (closed === undefined) return UNPRIVILEGED;
  const setpriv = findExecutable('setpriv', searchPath);
  for (const capability of setpriv ? ['dac_read_search', 'dac_override'] : []) {
    const user = withCapability(setpriv ?? '', capability);
    const outcomes = await Promise.all(
      paths.map((path) => runCommand(user.command('/bin/sh', ['-c', 'test -e "$0"', path]))),
    );
    if (outcomes.every((outcome) => outcome.ok)) return user;
  }
  throw new EmbeddedError(
    'DataDirNotEnterable',
    `Postgres does not run as root and the user nobody may not enter ${closed}: run chmod o+x ${closed}, or start as an ordinary user, or set DATABASE_URL.`,
  );
}

function withCapability(setpriv: string, capability: string): ServerUser {
  const identity = [`--reuid=${NOBODY_ID}`, `--regid=${NOBODY_ID}`, '--clear-groups'];
  const capabilities = [`--inh-caps=+${capability}`, `--ambient-caps=+${capability}`];
  return {
    command: (file, args) => ({
      file: setpriv,
      args: [...identity, ...capabilities, '--', file, ...args],
    }),
    own: UNPRIVILEGED.own,
  };
}

function findClosedDirectory(path: string): string | undefined {
  const parent = dirname(path);
  if (parent === path) return undefined;
  const { mode, uid } = statSync(parent);
  const open = uid === NOBODY_ID ? mode & 0o100 : mode & 0o001;
  return findClosedDirectory(parent) ?? (open ? undefined : parent);
}
