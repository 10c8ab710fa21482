export const SHARDS = 16;

/** FNV-1a. The same key is in the same shard on every machine and in every version; changing it breaks the order. */
export function shardOf(key: string, shards: number = SHARDS): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(key)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0) % shards;
}
