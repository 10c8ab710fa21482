import { CONFIG, LOGGER, type Logger, ProcessIdentity, runInBackground } from '@starling/platform';
import { SessionClaims, Workers } from '@starling/storage';
import { Inject, Injectable } from '@nestjs/common';
import { type WorkerConfig } from '../config/worker.config.js';
import { Heartbeat } from '../ownership/heartbeat.js';
import { LoopLag } from '../ownership/loop-lag.js';
import { Sessions } from '../session/sessions.js';
import { ClaimShare } from './claim-share.js';

const LOOK_EVERY_MS = 1_000;
const JITTER_MS = 250;
/** Instances that one look reads. */
const MAX_FOUND = 1_000;
/** Sessions are opened twenty at a time; more would wait here instead of with a worker that is free. */
const MAX_CLAIMED_AT_ONCE = 100;

/** Finds wanted sessions that no live worker owns, and claims this worker's fair share of them. */
@Injectable()
export class ClaimLoop {
  private readonly share: ClaimShare;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly sessions: Sessions,
    private readonly heartbeat: Heartbeat,
    private readonly lag: LoopLag,
    private readonly claims: SessionClaims,
    private readonly workers: Workers,
    private readonly identity: ProcessIdentity,
    @Inject(CONFIG) private readonly config: WorkerConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.share = new ClaimShare(identity.id);
  }

  start(): void {
    this.running = this.look();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async look(): Promise<void> {
    try {
      if (this.heartbeat.mayClaim && !this.lag.isTooMuch) await this.claimShare();
    } catch (error) {
      this.logger.warn({ err: error }, 'no sessions claimed');
    }
    if (this.stopped) return;
    const delayMs = LOOK_EVERY_MS + (Math.random() * 2 - 1) * JITTER_MS;
    this.timer = setTimeout(() => this.start(), delayMs);
  }

  private async claimShare(): Promise<void> {
    const found = (await this.claims.findClaimable(MAX_FOUND)).map(({ instanceId }) => instanceId);
    const withRoom = found.length > 0 ? await this.workersWithRoom() : [];
    const share = this.share.of(found, withRoom, performance.now());
    const room = Math.min(this.config.MAX_SESSIONS - this.sessions.count, MAX_CLAIMED_AT_ONCE);
    if (room <= 0 || share.length === 0) return;
    const leases = await this.claims.claim(this.identity.id, share.slice(0, room), {
      evenUnwanted: false,
    });
    for (const lease of leases) runInBackground('restore a session', this.sessions.restore(lease));
  }

  private async workersWithRoom(): Promise<readonly string[]> {
    const workers = await this.workers.list();
    return workers
      .filter(
        ({ isLive, drainingSince, sessions, maxSessions }) =>
          isLive && drainingSince === null && sessions < maxSessions,
      )
      .map(({ id }) => id);
  }
}
