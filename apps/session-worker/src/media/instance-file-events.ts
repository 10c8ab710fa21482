import { KeyedQueue, runInBackground } from '@starling/platform';

/** The pending events of one instance: one queue for each chat. */
export class InstanceFileEvents {
  private readonly chats = new KeyedQueue();
  private readonly fetchEnd = new AbortController();
  private readonly finish = new AbortController();

  isBusy(chat: string): boolean {
    return this.chats.isBusy(chat);
  }

  /** Aborts when events no longer wait for files. */
  get fetching(): AbortSignal {
    return this.fetchEnd.signal;
  }

  /** Aborts when no event may be published any more. */
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
