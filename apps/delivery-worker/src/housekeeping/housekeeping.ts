import { housekeeping, Queues } from '@starling/broker';
import { DeadLetters, MediaFiles, SessionKeys, WebhookAttempts } from '@starling/storage';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';

const EVERY_MS = 10 * 60 * 1_000;
/** Rows of one statement: short locks, and other queries come between. */
const BATCH = 1_000;
/** One of them may be dozens of rows of a megabyte. */
const MEDIA_BATCH = 50;
/** The rest is left to the next time, so that no run is taken for a hanging one. */
const MOST_BATCHES = 200;

/** WhatsApp sends nothing again that is older. */
const JOURNAL_DAYS = 7;

interface Sweep {
  readonly batch: number;
  /** How many went. */
  sweep(limit: number): Promise<number>;
}

/** Deletes what has been kept long enough. However many processes there are, one at a time runs each task. */
@Injectable()
export class Housekeeping implements OnApplicationBootstrap {
  private readonly sweeps: ReadonlyMap<string, Sweep>;

  constructor(
    private readonly queues: Queues,
    deadLetters: DeadLetters,
    attempts: WebhookAttempts,
    journal: SessionKeys,
    media: MediaFiles,
  ) {
    this.sweeps = new Map<string, Sweep>([
      ['dead letters', { batch: BATCH, sweep: (limit) => deadLetters.sweep(limit) }],
      ['webhook attempts', { batch: BATCH, sweep: (limit) => attempts.sweep(limit) }],
      ['media', { batch: MEDIA_BATCH, sweep: (limit) => media.sweep(limit) }],
      [
        'decrypt journal',
        { batch: BATCH, sweep: () => journal.sweepJournal(JOURNAL_DAYS).then(() => 0) },
      ],
    ]);
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
