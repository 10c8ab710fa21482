export interface Pace {
  readonly messagesPerSecond: number;
  /** So many may go at once after a time of quiet. */
  readonly burst: number;
}

/** Sums of fractions come out a hair below what they should be. */
const ALMOST = 1e-9;

/** Says when the next messages may go; the caller decides which, and in which order. It begins full. */
export class TokenBucket {
  private tokens: number;

  constructor(
    private pace: Pace,
    private filledAtMs: number,
  ) {
    this.tokens = pace.burst;
  }

  /** Until so many may have gone, each as soon as it may. Zero: now. */
  readyInMs(nowMs: number, count = 1): number {
    this.fill(nowMs);
    const missing = count - this.tokens;
    return missing <= ALMOST ? 0 : (missing / this.pace.messagesPerSecond) * 1_000;
  }

  /** False, and nothing is taken, when it is too early. */
  take(nowMs: number): boolean {
    if (this.readyInMs(nowMs) > 0) return false;
    this.tokens = Math.max(0, this.tokens - 1);
    return true;
  }

  /** What has been used stays used; a smaller burst holds at once. */
  change(pace: Pace, nowMs: number): void {
    this.fill(nowMs);
    this.pace = pace;
    this.tokens = Math.min(this.tokens, pace.burst);
  }

  private fill(nowMs: number): void {
    const gained = (Math.max(0, nowMs - this.filledAtMs) / 1_000) * this.pace.messagesPerSecond;
    this.tokens = Math.min(this.pace.burst, this.tokens + gained);
    this.filledAtMs = nowMs;
  }
}
