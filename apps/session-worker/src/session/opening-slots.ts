import { FairQueue } from '@starling/platform';
import { Injectable } from '@nestjs/common';

/** More at once only make each other slow: a hand-shake costs some forty milliseconds of processor. */
const MAX_OPENING = 20;
/** Sessions behind proxies that do not answer open for long: those of one account leave room to others. */
const MAX_OPENING_PER_ACCOUNT = 16;

/** Sessions open a few at a time: accounts round robin, and those of one account in the order of asking. */
@Injectable()
export class OpeningSlots {
  private readonly queue = new FairQueue({
    maxRunning: MAX_OPENING,
    maxRunningPerKey: MAX_OPENING_PER_ACCOUNT,
    maxWaitingPerKey: Number.POSITIVE_INFINITY,
  });

  /** Resolves with the way to give the slot back; to call it twice does no harm. */
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
