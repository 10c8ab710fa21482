export interface FairQueueLimits {
  /** All keys together. */
  readonly maxRunning: number;
  /** Below `maxRunning`, so that one key never holds every place: work that has begun cannot be interrupted. */
  readonly maxRunningPerKey: number;
  readonly maxWaitingPerKey: number;
}

/** The key already has as much waiting as it may have. Nothing of the work has begun. */
export class QueueFullError extends Error {
  constructor() {
    super('too much work is waiting');
    this.name = 'QueueFullError';
  }
}

/** A caller passes a new function each time, so that one that waits can be removed without a search. */
type Start = () => void;

/**
 * Shares a bounded number of places between keys, mostly accounts. The keys that wait are served round robin, and the
 * work of one key in the order in which it came. However much one key queues, another key waits for at most one piece
 * of its work before its own next piece begins. A key that has nothing running and nothing waiting costs no memory.
 */
export class FairQueue {
  private running = 0;
  private readonly runningOf = new Map<string, number>();
  /** In the order in which the keys are served next. */
  private readonly waitingOf = new Map<string, Set<Start>>();

  constructor(private readonly limits: FairQueueLimits) {}

  /**
   * Runs the work as soon as there is a place for its key. Throws `QueueFullError` when too much waits, and the reason
   * of the signal when it aborts first; work that has begun has to watch the signal itself.
   */
  async run<Result>(
    key: string,
    signal: AbortSignal,
    work: () => Promise<Result>,
  ): Promise<Result> {
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        this.leave(key, start);
        reject(signal.reason as Error);
      };
      const start = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      signal.addEventListener('abort', leave, { once: true });
      if (this.enter(key, start)) return;
      signal.removeEventListener('abort', leave);
      reject(new QueueFullError());
    });
    try {
      return await work();
    } finally {
      this.release(key);
    }
  }

  /**
   * Calls `start` when there is a place, at once if there is one; `release` has to follow. False: too much waits, and
   * `start` will not be called. Cheaper than `run` where thousands pass each second.
   */
  enter(key: string, start: Start): boolean {
    const waiting = this.waitingOf.get(key);
    if (!waiting && this.hasPlaceFor(key)) {
      this.begin(key, start);
      return true;
    }
    if ((waiting?.size ?? 0) >= this.limits.maxWaitingPerKey) return false;
    if (waiting) waiting.add(start);
    else this.waitingOf.set(key, new Set([start]));
    return true;
  }

  /** Gives the place back that `start` had got. */
  release(key: string): void {
    const left = (this.runningOf.get(key) ?? 0) - 1;
    this.running -= 1;
    if (left > 0) this.runningOf.set(key, left);
    else this.runningOf.delete(key);
    this.beginNext();
  }

  private leave(key: string, start: Start): void {
    const waiting = this.waitingOf.get(key);
    waiting?.delete(start);
    if (waiting?.size === 0) this.waitingOf.delete(key);
  }

  private hasPlaceFor(key: string): boolean {
    if (this.running >= this.limits.maxRunning) return false;
    return (this.runningOf.get(key) ?? 0) < this.limits.maxRunningPerKey;
  }

  /** One place has become free, so that at most one piece of work begins. */
  private beginNext(): void {
    for (const [key, waiting] of this.waitingOf) {
      if (!this.hasPlaceFor(key)) continue;
      const [start] = waiting;
      if (!start) continue;
      this.waitingOf.delete(key);
      waiting.delete(start);
      if (waiting.size > 0) this.waitingOf.set(key, waiting);
      return this.begin(key, start);
    }
  }

  private begin(key: string, start: Start): void {
    this.running += 1;
    this.runningOf.set(key, (this.runningOf.get(key) ?? 0) + 1);
    start();
  }
}
