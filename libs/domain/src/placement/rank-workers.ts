const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a with a final mix: short ids that differ in one character must land far apart. */
function hash(text: string): number {
  let value = FNV_OFFSET;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), FNV_PRIME);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/**
 * Rendezvous hashing: everybody who knows the same workers ranks them alike for an instance, each worker is first for
 * its fair share, and when one goes only its own instances move.
 */
export function rankWorkers(instanceId: string, workers: readonly string[]): string[] {
  return workers
    .map((worker) => ({ worker, weight: hash(`${worker}|${instanceId}`) }))
    .sort((one, other) => other.weight - one.weight || (one.worker < other.worker ? -1 : 1))
    .map(({ worker }) => worker);
}
