import { FairQueue } from '@starling/platform';
import { Injectable } from '@nestjs/common';

/** A handshake costs about forty milliseconds of CPU time: more at once would only delay each other. */
const MAX_OPENING = 20;
/** Sessions behind proxies that do not answer take long to open: one account leaves room to others. */
const MAX_OPENING_PER_ACCOUNT = 16;

/** Sessions open a few at a time: accounts round robin, and those of one account in the order of asking. */
@Injectable()
export class OpeningSlots {
  private readonly queue = new FairQueue({
    maxRunning: MAX_OPENING,
    maxRunningPerKey: MAX_OPENING_PER_ACCOUNT,
    maxWaitingPerKey: Number.POSITIVE_INFINITY,
  });

  /** Resolves with a function that gives the slot back; a second call does nothing. */
  async take(account: string): Promise<() => void> {
    await new Promise<void>((resolve) => this.queue.enter(account, resolve));
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.queue.release(account);
    };
  }
}
