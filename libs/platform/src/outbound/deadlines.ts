export interface Expiring {
  expire(): void;
}

/**
 * One time limit for many requests: the first request is due first, so a single timer is enough. No request ends early;
 * it may end late by the delay of the timer.
 */
export class Deadlines {
  private readonly dueMs = new Map<Expiring, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly timeoutMs: number) {}

  add(one: Expiring): void {
    this.dueMs.set(one, performance.now() + this.timeoutMs);
    if (this.timer === undefined) this.lookIn(this.timeoutMs);
  }

  remove(one: Expiring): void {
    this.dueMs.delete(one);
  }

  private lookIn(ms: number): void {
    this.timer = setTimeout(() => this.look(), ms).unref();
  }

  private look(): void {
    this.timer = undefined;
    const nowMs = performance.now();
    for (const [one, dueMs] of this.dueMs) {
      if (dueMs > nowMs) {
        // At least a millisecond: a timer may fire a fraction early.
        return this.lookIn(Math.ceil(dueMs - nowMs));
      }
      this.dueMs.delete(one);
      one.expire();
    }
  }
}
