import { afterAttempt, type BreakerState, HEALTHY, letThrough } from '@starling/domain';
import { FairQueue } from '@starling/platform';
import { type AccountShare } from './account-share.js';
import { RetryPacer } from './retry-pacer.js';

/** First attempts at a time. */
const MAX_RUNNING = 16;
/** Queued deliveries at a time: the slowest endpoint leaves most of the workers' room to the others. */
const MAX_RUNNING_QUEUED = 8;
/** Below the number of entries of a shard that may be unacknowledged: one endpoint alone never holds a shard up. */
const MAX_ARRIVED = 200;
const MAX_WAIT_MS = 3_000;

/** A delivery whose first attempt waits or is under way. */
export interface Arrival {
  readonly sinceMs: number;
  readonly shard: number;
}

/**
 * One server (scheme, host, port) of one account, as one destination uses it: its limits, and whether it is up. Accounts
 * do not feel the servers of other accounts.
 */
export class Endpoint {
  /** First attempts, shared fairly between the targets on this server. */
  readonly firstAttempts = new FairQueue({
    maxRunning: MAX_RUNNING,
    maxRunningPerKey: MAX_RUNNING,
    maxWaitingPerKey: Number.POSITIVE_INFINITY,
  });
  /** Spaces out what is postponed because too many queued deliveries are under way. */
  private readonly pacer = new RetryPacer(MAX_RUNNING_QUEUED);
  /** Oldest first. */
  private readonly arrived = new Set<Arrival>();
  private runningQueued = 0;
  private breaker: BreakerState = HEALTHY;

  constructor(readonly share: AccountShare) {}

  get arrivedCount(): number {
    return this.arrived.size;
  }

  get isIdle(): boolean {
    return this.arrived.size === 0 && this.runningQueued === 0 && this.breaker === HEALTHY;
  }

  /** True when too many wait here or for the account in this shard, or when the oldest has waited too long. */
  isCrowded(nowMs: number, shard: number): boolean {
    if (this.share.isCrowded(shard)) return true;
    if (this.arrived.size >= MAX_ARRIVED) return true;
    if (this.arrived.size < MAX_RUNNING) return false;
    const [oldest] = this.arrived;
    return oldest !== undefined && nowMs - oldest.sinceMs > MAX_WAIT_MS;
  }

  /** `leave` has to follow. */
  enter(sinceMs: number, shard: number): Arrival {
    const arrival = { sinceMs, shard };
    this.arrived.add(arrival);
    this.share.enter(shard);
    return arrival;
  }

  leave(arrival: Arrival): void {
    this.arrived.delete(arrival);
    this.share.leave(arrival.shard);
  }

  /** Runs work that waited in a queue. False, and not begun, when enough is under way. */
  async runQueued(work: () => Promise<void>): Promise<boolean> {
    if (this.runningQueued >= MAX_RUNNING_QUEUED || this.share.isQueuedFull) return false;
    this.runningQueued += 1;
    this.share.beginQueued();
    try {
      await work();
      return true;
    } finally {
      this.runningQueued -= 1;
      this.share.endQueued();
    }
  }

  /** How long work waits in its queue that `runQueued` did not begin. */
  postponeMs(nowMs: number, random: number): number {
    const pacer = this.share.isQueuedFull ? this.share.pacer : this.pacer;
    return pacer.reserveMs(nowMs, random);
  }

  noteQueuedAttempt(tookMs: number): void {
    this.pacer.noteAnswer(tookMs);
    this.share.pacer.noteAnswer(tookMs);
  }

  /** False while the breaker is open, except for a probe now and then. */
  mayBeTried(nowMs: number): boolean {
    const { allowed, state } = letThrough(this.breaker, nowMs);
    this.breaker = state;
    return allowed;
  }

  /** Tells the breaker what an attempt found. */
  noteAttempt(isUp: boolean, nowMs: number): void {
    this.breaker = afterAttempt(this.breaker, isUp, nowMs);
  }
}
