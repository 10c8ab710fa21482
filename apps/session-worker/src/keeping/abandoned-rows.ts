import { SessionClaims, Workers } from '@starling/storage';
import { LOGGER, type Logger, ProcessIdentity } from '@starling/platform';
import { Inject, Injectable } from '@nestjs/common';
import { Sessions } from '../session/sessions.js';
import { Heartbeat } from '../ownership/heartbeat.js';

const LOOK_EVERY_MS = 15_000;

/**
 * Tidies rows that no worker would claim: those that dead workers left half done, and those that name this worker
 * although it has no such session. Any number of workers may do so at once.
 */
@Injectable()
export class AbandonedRows {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly claims: SessionClaims,
    private readonly workers: Workers,
    private readonly heartbeat: Heartbeat,
    private readonly sessions: Sessions,
    private readonly identity: ProcessIdentity,
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
    const held = this.sessions.all.map(({ lease }) => lease.instanceId);
    await this.claims.releaseStrays(this.identity.id, held);
    await this.claims.settleAbandoned();
    await this.workers.sweep();
  }
}
