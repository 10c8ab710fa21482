import { type CloseVerdict, FAILURES_BEFORE_PARKING, reconnectDelayMs } from '@starling/domain';

export interface Rest {
  readonly delayMs: number;
  /** So many failures in a row: better let somebody else try. */
  readonly isLong: boolean;
  /** Calls back when it is over. */
  afterwards(openAgain: () => void): void;
}

/** How often a session failed lately, and how long it rests before it is tried again. */
export class Recovery {
  private failures = 0;
  private lostKeepalive = false;
  private timer: NodeJS.Timeout | undefined;

  /** Somebody asked for it: what went before does not count. */
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

  closed({ events }: CloseVerdict): void {
    this.lostKeepalive ||= events.includes('keepalive_timeout');
  }

  rest(random: number): Rest {
    this.failures += 1;
    const delayMs = reconnectDelayMs(this.failures, random);
    return {
      delayMs,
      isLong: this.failures >= FAILURES_BEFORE_PARKING,
      afterwards: (openAgain) => {
        this.timer = setTimeout(openAgain, delayMs);
      },
    };
  }

  cancel(): void {
    clearTimeout(this.timer);
  }
}
