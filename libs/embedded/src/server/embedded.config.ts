import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where executables are looked for. */
export function searchPath(): string {
  return process.env['PATH'] ?? '/usr/bin:/bin';
}

/** Survives `rm -rf node_modules` and is shared by every checkout of this user. */
export function cacheDirectory(): string {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(base, 'starling');
}
