import { LOGGER, type Logger } from '@starling/platform';
import { SessionClaims, Workers } from '@starling/storage';
import { Inject, Injectable } from '@nestjs/common';
import { Heartbeat } from './heartbeat.js';

const LOOK_EVERY_MS = 15_000;

/** Tidies what dead workers left behind and nobody will claim. Any number of workers may do so at once. */
@Injectable()
export class AbandonedRows {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly claims: SessionClaims,
    private readonly workers: Workers,
    private readonly heartbeat: Heartbeat,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.tidy().catch((error: unknown) => this.logger.warn({ err: error }, 'not tidied'));
    }, LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async tidy(): Promise<void> {
    if (!this.heartbeat.mayClaim) return;
    await this.claims.settleAbandoned();
    await this.workers.sweep();
  }
}
