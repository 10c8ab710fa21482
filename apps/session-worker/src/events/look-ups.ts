import { runInBackground } from '@starling/platform';
import { type SessionLease } from '@starling/storage';

/** What a look-up led to: it is waited for by its own caller, not by those behind. */
interface Published {
  readonly published: Promise<void> | undefined;
}

/** Events that wait for a look-up in the address book, one queue per session, in the order of `add`. */
export class LookUps {
  private readonly last = new Map<string, Promise<unknown>>();

  isBusy({ instanceId }: SessionLease): boolean {
    return this.last.has(instanceId);
  }

  /** Resolves when what the task published is published. A task that rejects does not hold up those behind it. */
  async add({ instanceId }: SessionLease, task: () => Promise<Published>): Promise<void> {
    const before = this.last.get(instanceId) ?? Promise.resolve();
    const running = before.then(task);
    const settled = running.then(
      () => undefined,
      () => undefined,
    );
    this.last.set(instanceId, settled);
    runInBackground(
      'forget a finished look-up',
      settled.then(() => {
        if (this.last.get(instanceId) === settled) this.last.delete(instanceId);
      }),
    );
    await (
      await running
    ).published;
  }
}
