import { homedir } from 'node:os';
import { join } from 'node:path';

/** The directories in which executables are searched. */
export function searchPath(): string {
  return process.env['PATH'] ?? '/usr/bin:/bin';
}

/** Stays after `rm -rf node_modules`, and all checkouts of this user share it. */
export function cacheDirectory(): string {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(base, 'starling');
}
