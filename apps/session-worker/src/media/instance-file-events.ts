import { KeyedQueue, runInBackground } from '@starling/platform';

/** One line for each chat of an instance; in a line one thing is done after the other. */
export class InstanceFileEvents {
  private readonly chats = new KeyedQueue();
  private readonly fetchEnd = new AbortController();
  private readonly finish = new AbortController();

  isBusy(chat: string): boolean {
    return this.chats.isBusy(chat);
  }

  /** Until files are waited for no longer. */
  get fetching(): AbortSignal {
    return this.fetchEnd.signal;
  }

  /** Until nothing may be let out any more. */
  get ended(): AbortSignal {
    return this.finish.signal;
  }

  queue(chat: string, work: () => Promise<void>): void {
    runInBackground('publish an event that waited for a file', this.chats.add(chat, work));
  }

  settled(): Promise<void> {
    return this.chats.idle();
  }

  stopFetching(): void {
    this.fetchEnd.abort();
  }

  end(): void {
    this.stopFetching();
    this.finish.abort();
  }
}
