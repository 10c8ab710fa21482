import { homedir } from 'node:os';
import { join } from 'node:path';

/** A folder outside node_modules that all checkouts of the user share. */
export function cacheDirectory(): string {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(base, 'starling');
}

/** Values for the required variables of the compose file, so that it can be checked without settings. */
export function composeEnvironment(): NodeJS.ProcessEnv {
  const required = ['POSTGRES_PASSWORD', 'REDIS_PASSWORD', 'ENCRYPTION_KEY', 'ADMIN_TOKEN'];
  const values = Object.fromEntries(required.map((name) => [name, 'check-only']));
  return { ...process.env, ...values };
}
