/** How many shards one of these readers shall hold. The shares of all add up to all shards, whoever asks. */
export function fairShare(readers: readonly string[], reader: string, shards: number): number {
  const everyone = [...new Set([...readers, reader])].sort();
  const rank = everyone.indexOf(reader);
  const base = Math.floor(shards / everyone.length);
  return base + (rank < shards % everyone.length ? 1 : 0);
}
