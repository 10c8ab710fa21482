import { homedir } from 'node:os';
import { join } from 'node:path';

/** Survives `rm -rf node_modules` and is shared by every checkout of this user. */
export function cacheDirectory(): string {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(base, 'starling');
}

/** What the compose file refuses to start without, so that it can be checked on a machine with no settings. */
export function composeEnvironment(): NodeJS.ProcessEnv {
  const required = ['POSTGRES_PASSWORD', 'REDIS_PASSWORD', 'ENCRYPTION_KEY', 'ADMIN_TOKEN'];
  const values = Object.fromEntries(required.map((name) => [name, 'check-only']));
  return { ...process.env, ...values };
}
