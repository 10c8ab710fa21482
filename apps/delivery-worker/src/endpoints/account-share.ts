import { RetryPacer } from './retry-pacer.js';

/**
 * Half of the entries of a shard that may be unacknowledged, so that one account alone never holds a shard up. Counted
 * for each shard, because a delivery that is moved to a bundle loses its order: an account that is behind in many
 * shards must not be crowded in all of them.
 */
const MAX_ARRIVED_PER_SHARD = 250;
/** Below the number of jobs that a process works at a time: an account with many slow servers leaves room to others. */
const MAX_RUNNING_QUEUED = 16;

/** How much of this process the deliveries of one account use, whatever the number of its servers. */
export class AccountShare {
  /** Spaces out what is postponed because too many queued deliveries of the account are under way. */
  readonly pacer = new RetryPacer(MAX_RUNNING_QUEUED);
  /** By shard; a shard without deliveries of the account has no entry. */
  private readonly arrived = new Map<number, number>();
  private runningQueued = 0;

  get isIdle(): boolean {
    return this.arrived.size === 0 && this.runningQueued === 0;
  }

  /** True: further deliveries from this shard have to wait in bundles. */
  isCrowded(shard: number): boolean {
    return (this.arrived.get(shard) ?? 0) >= MAX_ARRIVED_PER_SHARD;
  }

  get isQueuedFull(): boolean {
    return this.runningQueued >= MAX_RUNNING_QUEUED;
  }

  enter(shard: number): void {
    this.arrived.set(shard, (this.arrived.get(shard) ?? 0) + 1);
  }

  leave(shard: number): void {
    const left = (this.arrived.get(shard) ?? 0) - 1;
    if (left > 0) this.arrived.set(shard, left);
    else this.arrived.delete(shard);
  }

  beginQueued(): void {
    this.runningQueued += 1;
  }

  endQueued(): void {
    this.runningQueued -= 1;
  }
}
