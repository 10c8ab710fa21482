import { Lifecycle, runInBackground } from '@starling/platform';
import { type WebhookAttemptRecord, WebhookAttempts } from '@starling/storage';
import { Injectable, Logger } from '@nestjs/common';
import { type AttemptRecord } from '../port/destination.js';

const WRITE_EVERY_MS = 250;
const MAX_WRITTEN_TOGETHER = 500;
/** When the database cannot keep up, attempts are left out of the log, so that deliveries go on. */
const MAX_WAITING = 20_000;

/** Writes the attempts at webhooks to the database, many at a time. A crash loses those of the last moments. */
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

  add(attempt: AttemptRecord): void {
    if (this.waiting.length >= MAX_WAITING) return;
    this.waiting.push(toRow(attempt));
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
      const batch = this.waiting.splice(0, MAX_WRITTEN_TOGETHER);
      await this.attempts.record(batch).catch((error: unknown) => {
        this.logger.warn(`${batch.length} attempts were not written down: ${String(error)}`);
      });
    }
  }
}

const toRow = ({
  delivery,
  outcome,
  answer,
  attemptedAt,
}: AttemptRecord): WebhookAttemptRecord => ({
  deliveryId: delivery.deliveryId,
  accountId: delivery.accountId,
  instanceId: delivery.instanceId,
  webhookId: delivery.targetId,
  event: delivery.event,
  eventId: delivery.eventId,
  logId: delivery.logId ?? null,
  attempt: delivery.attempts,
  attemptedAt,
  outcome,
  status: answer.status ?? null,
  error: answer.error ?? null,
  response: answer.response ?? null,
  latencyMs: answer.latencyMs,
});
