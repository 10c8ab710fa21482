import { LOGGER, type Logger, Metrics } from '@starling/platform';
import { type SessionLease } from '@starling/storage';
import { Inject, Injectable } from '@nestjs/common';

export class FileTooLargeError extends Error {}

type Outcome = 'stored' | 'uploaded' | 'too_large' | 'failed';

/** What became of files, as numbers and, where one failed, as a line. */
@Injectable()
export class FileLog {
  private readonly files;

  constructor(
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.files = metrics.counter(
      'starling_event_files_total',
      'Files of messages that somebody wanted, by what became of them',
      ['outcome'],
    );
  }

  count(outcome: Outcome): void {
    this.files.inc({ outcome });
  }

  failed({ instanceId: instance, accountId: account }: SessionLease, error: unknown): void {
    if (error instanceof FileTooLargeError) return this.count('too_large');
    this.count('failed');
    this.logger.warn({ kind: 'file', instance, account, err: error }, 'a file did not come');
  }
}
