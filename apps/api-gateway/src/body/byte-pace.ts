import { setTimeout as wait } from 'node:timers/promises';

/** What a pace has saved up while little was asked of it: small files are never made to wait. */
const BURST_MS = 250;

/** Lets so many bytes through in a second, in the order in which they are asked for. */
export class BytePace {
  private freeAtMs = 0;

  constructor(private readonly bytesPerSecond: number) {}

  /** Resolves when these bytes may be worked on. */
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

  /** Runs what may take bytes of this account's pace. */
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
