const FIRST_GUESS_MS = 50;
const SOONEST_MS = 50;
/** However long the line: an endpoint that is well again is noticed within this. */
const LATEST_MS = 60_000;
const NEWEST_PART = 0.2;

/**
 * When a busy endpoint may be asked for the next delivery that waits: as fast as it answers, and never all at once,
 * so that thousands that wait for a dead one cost next to nothing.
 */
export class Turns {
  private answerMs = FIRST_GUESS_MS;
  private lastTurnMs = 0;

  constructor(private readonly atATime: number) {}

  noteAnswer(tookMs: number): void {
    this.answerMs += (tookMs - this.answerMs) * NEWEST_PART;
  }

  /** From now to a turn that nobody else has. */
  takeMs(nowMs: number, random: number): number {
    const next = Math.max(this.lastTurnMs, nowMs + SOONEST_MS) + this.answerMs / this.atATime;
    // The line is longer than anybody plans ahead: somewhere in its second half.
    if (next > nowMs + LATEST_MS) return LATEST_MS * (1 + random) * 0.5;
    this.lastTurnMs = next;
    return next - nowMs;
  }
}
