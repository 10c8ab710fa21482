import { Turns } from './turns.js';

/** Below the number of entries of a shard that may be in hand: one account alone never holds a shard up. */
const MAX_IN_HAND = 250;
/** Of what waits in queues, of the workers' places: an account with many slow servers leaves most of them to others. */
const MAX_LATER = 16;

/** How much of this process the deliveries of one account use, whatever the number of its servers. */
export class AccountShare {
  /** Of what has to come again because too many are under way. */
  readonly turns = new Turns(MAX_LATER);
  private inHand = 0;
  private later = 0;

  get isIdle(): boolean {
    return this.inHand === 0 && this.later === 0;
  }

  /** What comes now has to wait in parcels. */
  get isCrowded(): boolean {
    return this.inHand >= MAX_IN_HAND;
  }

  get isLaterFull(): boolean {
    return this.later >= MAX_LATER;
  }

  join(): void {
    this.inHand += 1;
  }

  leave(): void {
    this.inHand -= 1;
  }

  beginLater(): void {
    this.later += 1;
  }

  endLater(): void {
    this.later -= 1;
  }
}
