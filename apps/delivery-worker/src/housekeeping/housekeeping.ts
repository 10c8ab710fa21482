import { housekeeping, Queues } from '@starling/broker';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DeliverySweeps, MessageSweeps, type Sweep } from './sweeps.js';

const EVERY_MS = 10 * 60 * 1_000;
/** The next run deletes the rest, so that no run looks like one that hangs. */
const MAX_BATCHES = 200;

/** Deletes what has been kept long enough. Each task runs in one process at a time. */
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

  /** A task that this version does not know is left to the newer version that scheduled it. */
  private async run(task: string): Promise<void> {
    const sweep = this.sweeps.get(task);
    for (let round = 0; sweep && round < MAX_BATCHES; round += 1) {
      if ((await sweep.sweep(sweep.batch)) < sweep.batch) return;
    }
  }
}
