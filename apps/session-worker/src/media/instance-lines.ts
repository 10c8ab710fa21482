import { runInBackground } from '@starling/platform';
/** One line for each chat of an instance; in a line one thing is done after the other. */
export class InstanceLines {
  private readonly tails = new Map<string, Promise<void>>();
  private readonly fetchEnd = new AbortController();
  private readonly finish = new AbortController();

  isBusy(chat: string): boolean {
    return this.tails.has(chat);
  }

  /** Until files are waited for no longer. */
  get fetching(): AbortSignal {
    return this.fetchEnd.signal;
  }

  /** Until nothing may be let out any more. */
  get ended(): AbortSignal {
    return this.finish.signal;
  }

  /** `work` must not reject. */
  queue(chat: string, work: () => Promise<void>): void {
    const tail = (this.tails.get(chat) ?? Promise.resolve()).then(work);
    this.tails.set(chat, tail);
    runInBackground(
      'forget a finished queue',
      tail.then(() => {
        if (this.tails.get(chat) === tail) this.tails.delete(chat);
      }),
    );
  }

  async settled(): Promise<void> {
    while (this.tails.size > 0) await Promise.all(this.tails.values());
  }

  stopFetching(): void {
    this.fetchEnd.abort();
  }

  end(): void {
    this.stopFetching();
    this.finish.abort();
  }
}
