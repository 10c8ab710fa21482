const FIRST_MS = 500;
const LONGEST_MS = 30_000;
/** A process that served this long was well: its next crash is a first one again. */
const WELL_AFTER_MS = 60_000;

/** How long to wait before the next life: doubling while lives are short. */
export class Backoff {
  private waitMs = FIRST_MS;
  private aliveSinceMs: number | undefined = performance.now();
  private wake: (() => void) | undefined;

  /** To be called when a life has become ready. */
  alive(): void {
    this.aliveSinceMs = performance.now();
  }

  /** To be called when a life has ended. */
  nextMs(): number {
    const since = this.aliveSinceMs;
    if (since !== undefined && performance.now() - since > WELL_AFTER_MS) this.waitMs = FIRST_MS;
    this.aliveSinceMs = undefined;
    const waitMs = this.waitMs;
    this.waitMs = Math.min(waitMs * 2, LONGEST_MS);
    return waitMs;
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Ends a wait at once. */
  cancel(): void {
    this.wake?.();
  }
}
