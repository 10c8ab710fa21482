const FIRST_MS = 500;
const MAX_MS = 30_000;
/** After a process has served for so long, its next crash counts as the first one. */
const STABLE_AFTER_MS = 60_000;

/** The wait before the next start. It doubles while a process ends soon after its start. */
export class Backoff {
  private waitMs = FIRST_MS;
  private readySinceMs: number | undefined = performance.now();
  private wake: (() => void) | undefined;

  /** Call this when the process has become ready. */
  onReady(): void {
    this.readySinceMs = performance.now();
  }

  /** Call this when the process has ended. */
  nextMs(): number {
    const since = this.readySinceMs;
    if (since !== undefined && performance.now() - since > STABLE_AFTER_MS) this.waitMs = FIRST_MS;
    this.readySinceMs = undefined;
    const waitMs = this.waitMs;
    this.waitMs = Math.min(waitMs * 2, MAX_MS);
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
