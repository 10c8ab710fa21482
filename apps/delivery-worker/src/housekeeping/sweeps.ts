import { CONFIG } from '@starling/platform';
import {
  DeadLetters,
  IdempotencyKeys,
  MediaFiles,
  Messages,
  SessionKeys,
  WebhookAttempts,
} from '@starling/storage';
import { Inject, Injectable } from '@nestjs/common';
import { type DeliveryConfig } from '../config/delivery.config.js';

/** Rows of one statement, few enough that locks are short and other queries run in between. */
const BATCH = 1_000;
/** One file may be dozens of rows of a megabyte. */
const MEDIA_BATCH = 50;
/** WhatsApp does not send older stanzas again. */
const JOURNAL_DAYS = 7;

export interface Sweep {
  readonly batch: number;
  /** Returns how many rows it deleted. */
  sweep(limit: number): Promise<number>;
}

/** Deletes what is kept for deliveries. */
@Injectable()
export class DeliverySweeps {
  readonly all: readonly [string, Sweep][];

  constructor(deadLetters: DeadLetters, attempts: WebhookAttempts, media: MediaFiles) {
    this.all = [
      ['dead letters', { batch: BATCH, sweep: (limit) => deadLetters.sweep(limit) }],
      ['webhook attempts', { batch: BATCH, sweep: (limit) => attempts.sweep(limit) }],
      ['media', { batch: MEDIA_BATCH, sweep: (limit) => media.sweep(limit) }],
    ];
  }
}

/** Deletes what is kept of messages. */
@Injectable()
export class MessageSweeps {
  readonly all: readonly [string, Sweep][];

  constructor(
    messages: Messages,
    keys: IdempotencyKeys,
    journal: SessionKeys,
    @Inject(CONFIG) { MESSAGE_RETENTION_DAYS: days }: DeliveryConfig,
  ) {
    this.all = [
      ['messages', { batch: BATCH, sweep: (limit) => messages.sweep(days, limit) }],
      ['idempotency keys', { batch: BATCH, sweep: (limit) => keys.sweep(limit) }],
      [
        'decrypt journal',
        { batch: BATCH, sweep: () => journal.sweepJournal(JOURNAL_DAYS).then(() => 0) },
      ],
    ];
  }
}
