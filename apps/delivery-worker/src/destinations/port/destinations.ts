import { type PublishedEvent } from '@starling/broker';
import { type Destination } from './destination.js';
import { type Target } from './target.js';

/** The registered destinations. */
export class Destinations {
  private readonly byName: ReadonlyMap<string, Destination>;

  constructor(readonly all: readonly Destination[]) {
    this.byName = new Map(all.map((destination) => [destination.name, destination]));
    if (this.byName.size < all.length) throw new Error('Two destinations have the same name');
  }

  /**
   * Throws for a name that this version does not know. A stored delivery of such a destination is then a failed job: it
   * is tried again for half a day, so that a version that knows the destination can take it, and is kept for a week.
   */
  get(name: string): Destination {
    const destination = this.byName.get(name);
    if (!destination) throw new Error(`There is no destination "${name}"`);
    return destination;
  }

  wants(target: Target, event: PublishedEvent): boolean {
    return this.get(target.destination).wants(target, event);
  }
}
