import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export const LOCK_FILE = 'lock';

/**
 * Locks a directory for one holder across all processes; returns the unlock, or undefined when it is locked already.
 * The kernel releases the lock when the process ends, so kill -9 leaves no stale lock. Node has no API for the kernel's
 * file locks; SQLite uses them.
 */
export function lockDirectory(directory: string): (() => void) | undefined {
  const path = join(directory, LOCK_FILE);
  const database = new DatabaseSync(path);
  try {
    // chmod by name: closing any file descriptor of this file would release a lock that this process holds on it.
    chmodSync(path, 0o600);
    database.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch {
    database.close();
    return undefined;
  }
  return () => database.close();
}
