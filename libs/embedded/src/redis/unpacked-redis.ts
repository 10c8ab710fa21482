import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../process/run-command.js';

export interface RedisBinary {
  file: string;
  env?: Record<string, string>;
}

/**
 * The newest unpacked Redis that runs here. A cache that was copied from another machine may hold one that does not.
 */
export async function findUnpackedRedis(cacheDir: string): Promise<RedisBinary | undefined> {
  if (!existsSync(cacheDir)) return undefined;
  const names = readdirSync(cacheDir).filter((name) => /^redis-[^/]*$/.test(name));
  for (const name of names.sort().reverse()) {
    const binary = describeTree(join(cacheDir, name));
    if (await runs(binary)) return binary;
  }
  return undefined;
}

export function describeTree(root: string): RedisBinary {
  const libraries = join(root, 'usr', 'lib');
  const triplets = existsSync(libraries) ? readdirSync(libraries) : [];
  const directories = [libraries, ...triplets.map((name) => join(libraries, name))];
  return {
    file: join(root, 'usr', 'bin', 'redis-server'),
    env: { LD_LIBRARY_PATH: directories.join(':') },
  };
}

export async function runs(binary: RedisBinary): Promise<boolean> {
  const outcome = await runCommand({ ...binary, args: ['--version'] });
  return outcome.ok;
}
