const FIRST_GUESS_MS = 50;
const MIN_DELAY_MS = 50;
/** An endpoint that works again is noticed within this time, however many deliveries wait for it. */
const MAX_DELAY_MS = 60_000;
const NEWEST_WEIGHT = 0.2;

/**
 * Spaces out the attempts of deliveries that wait in a queue for a busy endpoint: one after another, as fast as the
 * endpoint answers. Thousands that wait for an endpoint that is down therefore cost next to nothing.
 */
export class RetryPacer {
  private answerMs = FIRST_GUESS_MS;
  private lastReservedMs = 0;

  constructor(private readonly maxRunning: number) {}

  noteAnswer(tookMs: number): void {
    this.answerMs += (tookMs - this.answerMs) * NEWEST_WEIGHT;
  }

  /** The delay from now to a moment that no other delivery was given. */
  reserveMs(nowMs: number, random: number): number {
    const next =
      Math.max(this.lastReservedMs, nowMs + MIN_DELAY_MS) + this.answerMs / this.maxRunning;
    // More wait than fit into the longest delay: the rest is spread over its second half.
    if (next > nowMs + MAX_DELAY_MS) return MAX_DELAY_MS * (1 + random) * 0.5;
    this.lastReservedMs = next;
    return next - nowMs;
  }
}
