import { Turns } from './turns.js';

/**
 * Half of the entries of a shard that may be in hand: one account alone never holds a shard up. Counted for each shard,
 * because what is set apart loses its order: an account that is behind in many shards is not crowded in any.
 */
const MAX_IN_HAND_PER_SHARD = 250;
/** Of what waits in queues, of the workers' places: an account with many slow servers leaves most of them to others. */
const MAX_LATER = 16;

/** How much of this process the deliveries of one account use, whatever the number of its servers. */
export class AccountShare {
  /** Of what has to come again because too many are under way. */
  readonly turns = new Turns(MAX_LATER);
  /** By shard; a shard without deliveries in hand has no entry. */
  private readonly inHand = new Map<number, number>();
  private later = 0;

  get isIdle(): boolean {
    return this.inHand.size === 0 && this.later === 0;
  }

  /** What comes from this shard now has to wait in parcels. */
  isCrowded(shard: number): boolean {
    return (this.inHand.get(shard) ?? 0) >= MAX_IN_HAND_PER_SHARD;
  }

  get isLaterFull(): boolean {
    return this.later >= MAX_LATER;
  }

  join(shard: number): void {
    this.inHand.set(shard, (this.inHand.get(shard) ?? 0) + 1);
  }

  leave(shard: number): void {
    const left = (this.inHand.get(shard) ?? 0) - 1;
    if (left > 0) this.inHand.set(shard, left);
    else this.inHand.delete(shard);
  }

  beginLater(): void {
    this.later += 1;
  }

  endLater(): void {
    this.later -= 1;
  }
}
