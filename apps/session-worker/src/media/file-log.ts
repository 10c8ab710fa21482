import { LOGGER, type Logger, Metrics, QueueFullError } from '@starling/platform';
import { type SessionLease, StorageError } from '@starling/storage';
import { Inject, Injectable } from '@nestjs/common';
import { FileTooLargeError } from './at-most.js';

type Outcome = 'stored' | 'uploaded' | 'too_large' | 'too_many' | 'over_quota' | 'failed';

/** Counts what happened to files, and logs failures. */
@Injectable()
export class FileLog {
  private readonly files;

  constructor(
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.files = metrics.counter(
      'starling_event_files_total',
      'Files of messages that a receiver wanted, by outcome',
      ['outcome'],
    );
  }

  count(outcome: Outcome): void {
    this.files.inc({ outcome });
  }

  failed({ instanceId: instance, accountId: account }: SessionLease, error: unknown): void {
    const refusal = refusalOf(error);
    if (refusal) return this.count(refusal);
    this.count('failed');
    this.logger.warn({ kind: 'file', instance, account, err: error }, 'a file did not come');
  }
}

/** A refusal by a limit is expected and may happen thousands of times: it is counted and not logged. */
function refusalOf(error: unknown): Outcome | undefined {
  if (error instanceof FileTooLargeError) return 'too_large';
  if (error instanceof QueueFullError) return 'too_many';
  const isOverQuota = error instanceof StorageError && error.code === 'AccountMediaQuotaExceeded';
  return isOverQuota ? 'over_quota' : undefined;
}
