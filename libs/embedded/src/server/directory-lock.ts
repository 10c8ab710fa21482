import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export const LOCK_FILE = 'lock';

/**
 * One holder per directory, across processes. The kernel drops the lock with the process, so
 * kill -9 leaves nothing stale; SQLite is how Node reaches the kernel's file locks.
 * Undefined when somebody else holds it.
 */
export function lockDirectory(directory: string): (() => void) | undefined {
  const path = join(directory, LOCK_FILE);
  const database = new DatabaseSync(path);
  try {
    // By name: closing any descriptor of this file would drop the lock of its holder in this process.
    chmodSync(path, 0o600);
    database.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch {
    database.close();
    return undefined;
  }
  return () => database.close();
}
