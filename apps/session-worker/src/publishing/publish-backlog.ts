import { setTimeout as wait } from 'node:timers/promises';

const RETRY_MS = 250;
/** The limit for a held acknowledgment; after it the connection is closed and WhatsApp delivers again. */
const GIVE_UP_MS = 20_000;

/** Publications that failed and are tried again: one queue for each name, in order. */
export class PublishBacklog {
  private readonly lines = new Map<string, Promise<void>>();

  constructor(
    private readonly retryMs = RETRY_MS,
    private readonly giveUpMs = GIVE_UP_MS,
  ) {}

  has(name: string): boolean {
    return this.lines.has(name);
  }

  /** Rejects with the last error of the act when its time is over. */
  add(name: string, act: () => Promise<void>): Promise<void> {
    const giveUpAt = performance.now() + this.giveUpMs;
    const before = this.lines.get(name) ?? Promise.resolve();
    const done = before.catch(() => undefined).then(() => this.insist(act, giveUpAt));
    this.lines.set(name, done);
    const leave = () => {
      if (this.lines.get(name) === done) this.lines.delete(name);
    };
    done.then(leave, leave);
    return done;
  }

  private async insist(act: () => Promise<void>, giveUpAt: number): Promise<void> {
    for (;;) {
      try {
        return await act();
      } catch (error) {
        if (performance.now() > giveUpAt) throw error;
        await wait(this.retryMs);
      }
    }
  }
}
