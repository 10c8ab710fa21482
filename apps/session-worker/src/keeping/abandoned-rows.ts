import { SessionClaims, Workers } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { Sessions, SessionsProcess } from '../session/sessions.js';
import { Heartbeat } from '../ownership/heartbeat.js';

const LOOK_EVERY_MS = 15_000;

/**
 * Tidies rows that nobody would claim: what dead workers left half done, and what stands under our own name though no
 * session of ours goes with it. Any number of workers may do so at once.
 */
@Injectable()
export class AbandonedRows {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly claims: SessionClaims,
    private readonly workers: Workers,
    private readonly heartbeat: Heartbeat,
    private readonly sessions: Sessions,
    private readonly process: SessionsProcess,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.tidy().catch((error: unknown) => this.process.logger.warn({ err: error }, 'not tidied'));
    }, LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async tidy(): Promise<void> {
    if (!this.heartbeat.mayClaim) return;
    const held = this.sessions.all.map(({ lease }) => lease.instanceId);
    await this.claims.releaseStrays(this.process.id, held);
    await this.claims.settleAbandoned();
    await this.workers.sweep();
  }
}
