import { join } from 'node:path';
import { EmbeddedError } from '../server/embedded-error.js';
import { findExecutable } from '../process/find-executable.js';
import { findUnpackedRedis, type RedisBinary } from './unpacked-redis.js';
import { unpackRedis } from './unpack-redis.js';

export interface RedisSearch {
  searchPath: string;
  /** The unpacked server goes into the first of these directories that is writable. */
  cacheDirs: readonly string[];
  log: (line: string) => void;
}

/**
 * Finds a Redis on the machine, else one that an earlier start unpacked, else unpacks one now from the packages of the
 * distribution.
 */
export async function findRedisBinary(search: RedisSearch): Promise<RedisBinary> {
  for (const name of ['redis-server', 'valkey-server']) {
    const file = findExecutable(name, search.searchPath);
    if (file !== undefined) return { file };
  }
  for (const cacheDir of search.cacheDirs) {
    const unpacked = await findUnpackedRedis(cacheDir);
    if (unpacked) return unpacked;
  }
  const unpacked = await unpackRedis(search);
  if (unpacked) return unpacked;
  throw new EmbeddedError(
    'RedisNotFound',
    'No Redis was found: install redis-server (apt-get install redis-server, apk add redis, brew install redis), or set REDIS_URL.',
  );
}

export function redisCacheIn(dataDir: string): string {
  return join(dataDir, 'programs');
}
