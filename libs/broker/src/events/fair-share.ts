/** How many shards one of these readers holds. Every reader computes the same, so the shares add up to all shards. */
export function fairShare(readers: readonly string[], reader: string, shards: number): number {
  const everyone = [...new Set([...readers, reader])].sort();
  const rank = everyone.indexOf(reader);
  const base = Math.floor(shards / everyone.length);
  return base + (rank < shards % everyone.length ? 1 : 0);
}
