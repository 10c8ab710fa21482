import { rankWorkers } from '@starling/domain';

/** After that long without its first worker, an instance is free for every worker with room. */
const FIRST_WORKER_LIMIT_MS = 3_000;

/** Finds the share of one worker in the sessions that no live worker owns. */
export class ClaimShare {
  private readonly firstSeen = new Map<string, number>();

  constructor(private readonly workerId: string) {}

  /**
   * The instances for which this worker ranks first among the workers with room, and those that have waited too long
   * for theirs.
   */
  of<Id extends string>(
    claimable: readonly Id[],
    workersWithRoom: readonly string[],
    nowMs: number,
  ): readonly Id[] {
    this.remember(claimable, nowMs);
    return claimable.filter(
      (id) =>
        rankWorkers(id, workersWithRoom)[0] === this.workerId ||
        nowMs - (this.firstSeen.get(id) ?? nowMs) > FIRST_WORKER_LIMIT_MS,
    );
  }

  private remember(claimable: readonly string[], nowMs: number): void {
    const present = new Set(claimable);
    for (const id of this.firstSeen.keys()) if (!present.has(id)) this.firstSeen.delete(id);
    for (const id of present) if (!this.firstSeen.has(id)) this.firstSeen.set(id, nowMs);
  }
}
