import { afterAttempt, type BreakerState, HEALTHY, letThrough } from '@starling/domain';
import { FairQueue } from '@starling/platform';
import { type AccountShare } from './account-share.js';
import { Turns } from './turns.js';

const AT_A_TIME = 16;
/** Of what waits in queues: the slowest endpoint leaves most of their room to the others. */
const LATER_AT_A_TIME = 8;
/** Below the number of entries of a shard that may be in hand: one endpoint alone never holds a shard up. */
const MOST_IN_LINE = 200;
const PATIENCE_MS = 3_000;

/** Of one delivery, from its coming until it is settled. */
export interface Place {
  readonly sinceMs: number;
  readonly shard: number;
}

/** One account's server (scheme, host, port), and how it fares. Whatever it does, other accounts do not feel it. */
export class Endpoint {
  /** Shared fairly between the webhooks that lead to it. */
  readonly places = new FairQueue({
    maxRunning: AT_A_TIME,
    maxRunningPerKey: AT_A_TIME,
    maxWaitingPerKey: Number.POSITIVE_INFINITY,
  });
  /** Of what has to come again because too many are under way. */
  private readonly turns = new Turns(LATER_AT_A_TIME);
  private readonly inLine = new Set<Place>();
  private later = 0;
  private breaker: BreakerState = HEALTHY;

  constructor(readonly share: AccountShare) {}

  /** Of its line. */
  get length(): number {
    return this.inLine.size;
  }

  get isIdle(): boolean {
    return this.inLine.size === 0 && this.later === 0 && this.breaker === HEALTHY;
  }

  /** Too many wait, of it or of its account in this shard, or some have waited too long. */
  isCrowded(nowMs: number, shard: number): boolean {
    if (this.share.isCrowded(shard)) return true;
    if (this.inLine.size >= MOST_IN_LINE) return true;
    if (this.inLine.size < AT_A_TIME) return false;
    const [oldest] = this.inLine;
    return oldest !== undefined && nowMs - oldest.sinceMs > PATIENCE_MS;
  }

  join(sinceMs: number, shard: number): Place {
    const place = { sinceMs, shard };
    this.inLine.add(place);
    this.share.join(shard);
    return place;
  }

  leave(place: Place): void {
    this.inLine.delete(place);
    this.share.leave(place.shard);
  }

  /** Work that waited in a queue; undefined, and not begun, when enough is under way. */
  async takeLater(work: () => Promise<void>): Promise<'done' | undefined> {
    if (this.later >= LATER_AT_A_TIME || this.share.isLaterFull) return undefined;
    this.later += 1;
    this.share.beginLater();
    try {
      await work();
      return 'done';
    } finally {
      this.later -= 1;
      this.share.endLater();
    }
  }

  /** From now until work that was not begun may be offered again. */
  laterMs(nowMs: number, random: number): number {
    const turns = this.share.isLaterFull ? this.share.turns : this.turns;
    return turns.takeMs(nowMs, random);
  }

  /** Of an attempt that had waited in a queue. */
  noteLater(tookMs: number): void {
    this.turns.noteAnswer(tookMs);
    this.share.turns.noteAnswer(tookMs);
  }

  /** False while it is known to be down, except for a probe now and then. */
  mayBeTried(nowMs: number): boolean {
    const { allowed, state } = letThrough(this.breaker, nowMs);
    this.breaker = state;
    return allowed;
  }

  /** An answer that only says no (4xx) proves that somebody is there. */
  noteAnswer(status: number | undefined, nowMs: number): void {
    const isThere = status !== undefined && status < 500;
    this.breaker = afterAttempt(this.breaker, isThere, nowMs);
  }
}
