import { chownSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedError } from '../server/embedded-error.js';
import { findExecutable } from '../process/find-executable.js';
import { runCommand } from '../process/run-command.js';
import { type ServerCommand } from '../process/server-process.js';

const NOBODY = 65534;

/** Who Postgres runs as. It refuses root, so root lends it the id of `nobody`. */
export interface ServerUser {
  command(file: string, args: readonly string[]): ServerCommand;
  own(path: string): void;
}

const OURSELVES: ServerUser = {
  command: (file, args) => ({ file, args }),
  own: () => undefined,
};

const UNPRIVILEGED: ServerUser = {
  command: (file, args) => ({ file, args, uid: NOBODY, gid: NOBODY }),
  own: (path) => chownSync(path, NOBODY, NOBODY),
};

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * `paths` are what the server must reach. Below a private home (root's is, on a fresh machine)
 * `nobody` gets the one capability that lets it pass; where the system refuses that, one sentence.
 */
export async function chooseServerUser(
  paths: readonly string[],
  searchPath: string,
): Promise<ServerUser> {
  if (!isRoot()) return OURSELVES;
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
  const identity = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
  const lent = [`--inh-caps=+${capability}`, `--ambient-caps=+${capability}`];
  return {
    command: (file, args) => ({ file: setpriv, args: [...identity, ...lent, '--', file, ...args] }),
    own: UNPRIVILEGED.own,
  };
}

function findClosedDirectory(path: string): string | undefined {
  const parent = dirname(path);
  if (parent === path) return undefined;
  const { mode, uid } = statSync(parent);
  const open = uid === NOBODY ? mode & 0o100 : mode & 0o001;
  return findClosedDirectory(parent) ?? (open ? undefined : parent);
}
