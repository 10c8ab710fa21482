/** Returns one promise for all items, or one promise for each of them, in their order. */
export type BatchWrite<Item, Result> = (
  items: readonly Item[],
) => PromiseLike<Result> | readonly PromiseLike<Result>[];

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: PromiseLike<Result>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Collects the items of one tick of the event loop and writes them with one call. The call comes after the I/O of the
 * tick, so that everything which that I/O caused is in it. A batch is not limited in size, and it does not wait for the
 * batch before it: the next one may be written while that one is still under way.
 */
export class TickBatch<Item, Result = void> {
  private waiting: Waiting<Item, Result>[] = [];

  constructor(private readonly write: BatchWrite<Item, Result>) {}

  /** Settles as the promise does that `write` returns for the item. Rejects when `write` throws. */
  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.waiting.push({ item, resolve, reject }) === 1) setImmediate(() => this.flush());
    });
  }

  private flush(): void {
    const batch = this.waiting;
    this.waiting = [];
    try {
      const written = this.write(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, at) => resolve(isPerItem(written) ? written[at]! : written));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}

const isPerItem = <Result>(
  written: PromiseLike<Result> | readonly PromiseLike<Result>[],
): written is readonly PromiseLike<Result>[] => Array.isArray(written);
