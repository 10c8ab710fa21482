import { type ShardLog } from './shard-log.js';

/**
 * What was acknowledged and what Redis knows of it. Acks that Redis could not take are kept for the next time, and
 * for the next lease of the same shard: such an entry is not handed out again by this process.
 */
export class Acknowledgments {
  private readonly unsent = new Set<string>();
  private sending: Promise<void> | undefined;

  has(id: string): boolean {
    return this.unsent.has(id);
  }

  add(id: string): void {
    this.unsent.add(id);
  }

  /** Once at a time. A failure leaves them for the next call. */
  send(log: ShardLog): Promise<void> {
    if (this.unsent.size === 0) return Promise.resolve();
    this.sending ??= this.sendAll(log).finally(() => {
      this.sending = undefined;
    });
    return this.sending;
  }

  private async sendAll(log: ShardLog): Promise<void> {
    const ids = [...this.unsent];
    try {
      await log.acknowledge(ids);
      for (const id of ids) this.unsent.delete(id);
    } catch {
      // They stay in the set.
    }
  }
}
