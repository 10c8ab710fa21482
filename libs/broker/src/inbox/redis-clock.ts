/**
 * Redis's clock as this process knows it: learnt with every sign of life of the inbox and carried on by the monotonic
 * clock, so that a wrong or jumping system clock changes nothing. Off by at most half a round trip.
 */
export class RedisClock {
  private offsetMs: number | undefined;

  learn(redisTimeMs: number, askedAtMs: number, answeredAtMs: number): void {
    this.offsetMs = redisTimeMs - (askedAtMs + answeredAtMs) / 2;
  }

  /** Before the first lesson the system clock has to do. */
  nowMs(): number {
    return this.offsetMs === undefined ? Date.now() : performance.now() + this.offsetMs;
  }
}
