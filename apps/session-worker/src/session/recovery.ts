import { type InstanceState } from '@starling/contract';
import { FAILURES_BEFORE_PARKING, reconnectDelayMs } from '@starling/domain';

export interface Rest {
  readonly delayMs: number;
  /** After so many failures in a row another worker should try. */
  readonly isLong: boolean;
  /** Calls back when it is over. */
  afterwards(openAgain: () => void): void;
}

/** How often a session failed lately, and how long it rests before it is tried again. */
export class Recovery {
  private failures = 0;
  private lostKeepalive = false;
  private timer: NodeJS.Timeout | undefined;
  private pending: { readonly sinceMs: number; readonly openAgain: () => void } | undefined;

  /** For a new request: earlier failures do not count. */
  begin(): void {
    this.cancel();
    this.failures = 0;
  }

  opened(): { readonly afterKeepalive: boolean } {
    const afterKeepalive = this.lostKeepalive;
    this.lostKeepalive = false;
    this.begin();
    return { afterKeepalive };
  }

  closed(events: readonly InstanceState[]): void {
    this.lostKeepalive ||= events.includes('keepalive_timeout');
  }

  rest(random: number): Rest {
    this.failures += 1;
    const delayMs = reconnectDelayMs(this.failures, random);
    return {
      delayMs,
      isLong: this.failures >= FAILURES_BEFORE_PARKING,
      afterwards: (openAgain) => this.wait(delayMs, { sinceMs: performance.now(), openAgain }),
    };
  }

  /** For a request that waits for the result: shortens a running rest to the shortest one. */
  hurry(): void {
    const { pending } = this;
    if (!pending) return;
    const restedMs = performance.now() - pending.sinceMs;
    this.wait(Math.max(0, reconnectDelayMs(1, 0) - restedMs), pending);
  }

  cancel(): void {
    clearTimeout(this.timer);
    this.pending = undefined;
  }

  private wait(delayMs: number, pending: NonNullable<Recovery['pending']>): void {
    clearTimeout(this.timer);
    this.pending = pending;
    this.timer = setTimeout(() => {
      this.pending = undefined;
      pending.openAgain();
    }, delayMs);
  }
}
