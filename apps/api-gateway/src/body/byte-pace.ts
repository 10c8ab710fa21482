import { setTimeout as wait } from 'node:timers/promises';

/** After a quiet time, the bytes of this much time pass at once, so that small files do not wait. */
const BURST_MS = 250;

/** Lets a number of bytes through per second, in the order in which callers ask. */
export class BytePace {
  private freeAtMs = 0;

  constructor(private readonly bytesPerSecond: number) {}

  /** Resolves when these bytes may be processed. */
  async take(bytes: number): Promise<void> {
    const nowMs = performance.now();
    this.freeAtMs = Math.max(this.freeAtMs, nowMs) + (bytes / this.bytesPerSecond) * 1_000;
    const waitMs = this.freeAtMs - nowMs - BURST_MS;
    if (waitMs > 0) await wait(waitMs, undefined, { ref: false });
  }
}

/** One pace for each account that has requests under way. */
export class AccountPaces {
  private readonly known = new Map<string, { readonly pace: BytePace; requests: number }>();

  constructor(private readonly bytesPerSecond: number) {}

  /** Runs work that takes bytes of the pace of this account. */
  async run<T>(account: string, act: (pace: BytePace) => Promise<T>): Promise<T> {
    const known = this.known.get(account) ?? {
      pace: new BytePace(this.bytesPerSecond),
      requests: 0,
    };
    this.known.set(account, known);
    known.requests += 1;
    try {
      return await act(known.pace);
    } finally {
      known.requests -= 1;
      if (known.requests === 0) this.known.delete(account);
    }
  }
}
