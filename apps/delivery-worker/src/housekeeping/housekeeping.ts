import { housekeeping, Queues } from '@starling/broker';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DeliverySweeps, MessageSweeps, type Sweep } from './sweeps.js';

const EVERY_MS = 10 * 60 * 1_000;
/** The rest is left to the next time, so that no run is taken for a hanging one. */
const MOST_BATCHES = 200;

/** Deletes what has been kept long enough. However many processes there are, one at a time runs each task. */
@Injectable()
export class Housekeeping implements OnApplicationBootstrap {
  private readonly sweeps: ReadonlyMap<string, Sweep>;

  constructor(
    private readonly queues: Queues,
    deliveries: DeliverySweeps,
    messages: MessageSweeps,
  ) {
    this.sweeps = new Map([...deliveries.all, ...messages.all]);
  }

  async onApplicationBootstrap(): Promise<void> {
    const queue = this.queues.producer(housekeeping);
    for (const task of this.sweeps.keys()) {
      await queue.upsertJobScheduler(task, { every: EVERY_MS }, { name: task, data: { task } });
    }
    this.queues.work(housekeeping, ({ data }) => this.run(data.task), 1);
  }

  /** Tasks that only a newer version knows are its own to run. */
  private async run(task: string): Promise<void> {
    const sweep = this.sweeps.get(task);
    for (let round = 0; sweep && round < MOST_BATCHES; round += 1) {
      if ((await sweep.sweep(sweep.batch)) < sweep.batch) return;
    }
  }
}
