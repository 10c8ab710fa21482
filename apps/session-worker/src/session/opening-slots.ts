import { Injectable } from '@nestjs/common';

/** More at once only make each other slow: a hand-shake costs some forty milliseconds of processor. */
const AT_ONCE = 20;

/** Sessions open a few at a time, in the order of asking. */
@Injectable()
export class OpeningSlots {
  private taken = 0;
  private readonly waiting: (() => void)[] = [];

  get waitingCount(): number {
    return this.waiting.length;
  }

  /** Resolves with the way to give the slot back; to call it twice does no harm. */
  async take(): Promise<() => void> {
    if (this.taken < AT_ONCE) this.taken += 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const next = this.waiting.shift();
      if (next) next();
      else this.taken -= 1;
    };
  }
}
