/**
 * Like `KeyedQueue`, with callbacks where a promise for each task costs too much: the work of one key begins one after
 * another, in its order, and different keys do not wait for each other. A key without work costs no memory.
 */
export class KeyedCallbackQueue {
  /** A key that is busy has an entry; the entry lists the work behind the one that runs. */
  private readonly waiting = new Map<string, (() => void)[]>();

  /** Calls `start` when the key is free, at once if it is. `release` has to follow when the work has ended. */
  enter(key: string, start: () => void): void {
    const waiting = this.waiting.get(key);
    if (waiting) return void waiting.push(start);
    this.waiting.set(key, []);
    start();
  }

  /** Starts the next work of the key. */
  release(key: string): void {
    const start = this.waiting.get(key)?.shift();
    if (start) start();
    else this.waiting.delete(key);
  }
}
