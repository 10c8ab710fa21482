import { Lifecycle, runInBackground } from '@starling/platform';
import { type WebhookAttemptRecord, WebhookAttempts } from '@starling/storage';
import { Injectable, Logger } from '@nestjs/common';

const WRITE_EVERY_MS = 250;
const MOST_AT_ONCE = 500;
/** When the database cannot keep up, the log suffers, not the deliveries. */
const MOST_WAITING = 20_000;

/** Writes attempts down many at a time. */
@Injectable()
export class AttemptLog {
  private readonly logger = new Logger(AttemptLog.name);
  private waiting: WebhookAttemptRecord[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly attempts: WebhookAttempts,
    lifecycle: Lifecycle,
  ) {
    lifecycle.onStop('release', 'attempt log', () => this.write());
  }

  add(attempt: WebhookAttemptRecord): void {
    if (this.waiting.length >= MOST_WAITING) return;
    this.waiting.push(attempt);
    this.timer ??= setTimeout(
      () => runInBackground('write the log of attempts', this.write()),
      WRITE_EVERY_MS,
    );
  }

  private write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing = this.writing.then(() => this.writeWaiting());
    return this.writing;
  }

  private async writeWaiting(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MOST_AT_ONCE);
      await this.attempts.record(batch).catch((error: unknown) => {
        this.logger.warn(`${batch.length} attempts were not written down: ${String(error)}`);
      });
    }
  }
}
