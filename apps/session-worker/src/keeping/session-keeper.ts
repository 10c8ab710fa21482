import { CONFIG, Lifecycle, LOGGER, type Logger, ProcessIdentity } from '@starling/platform';
import { SessionClaims, Workers } from '@starling/storage';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type WorkerConfig } from '../config/worker.config.js';
import { Heartbeat, type HeartbeatListener } from '../ownership/heartbeat.js';
import { Sessions } from '../session/sessions.js';
import { AbandonedRows } from './abandoned-rows.js';
import { ClaimLoop } from './claim-loop.js';
import { TrafficStats } from './traffic-stats.js';
import { Watchdog } from './watchdog.js';

/** Below `STOP_LIMIT_SECONDS` of a worker, so that commands under way are answered after it. */
const HAND_OVER_LIMIT_MS = 90_000;

/** Starts and stops what keeps sessions: the right to own them, the search for them, and the watch over them. */
@Injectable()
export class SessionKeeper implements OnApplicationBootstrap, HeartbeatListener {
  private readonly rounds: readonly { start(): void; stop(): void }[];

  constructor(
    private readonly sessions: Sessions,
    private readonly heartbeat: Heartbeat,
    private readonly claimLoop: ClaimLoop,
    private readonly claims: SessionClaims,
    private readonly workers: Workers,
    private readonly identity: ProcessIdentity,
    private readonly lifecycle: Lifecycle,
    @Inject(CONFIG) private readonly config: WorkerConfig,
    @Inject(LOGGER) private readonly logger: Logger,
    watchdog: Watchdog,
    traffic: TrafficStats,
    abandoned: AbandonedRows,
  ) {
    this.rounds = [watchdog, traffic, abandoned];
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.heartbeat.start(this.config.MAX_SESSIONS, this);
    this.claimLoop.start();
    for (const round of this.rounds) round.start();
    this.lifecycle.onStop('release', 'heartbeat', () => this.heartbeat.stop());
    this.lifecycle.onStop(
      'drain',
      'sessions',
      () => this.sessions.handOverAll(),
      HAND_OVER_LIMIT_MS,
    );
    this.lifecycle.onStop('intake', 'claims', async () => {
      for (const round of this.rounds) round.stop();
      await this.claimLoop.stop();
      await this.workers.drain(this.identity.id);
    });
  }

  /** Connections close before the database would let other workers take the sessions. */
  lapsed(): void {
    this.logger.error(
      { kind: 'ownership', sessions: this.sessions.count },
      'the heartbeat lapsed: all sessions are dropped',
    );
    this.sessions.dropAll();
  }

  /** Rows that still name this worker after an outage belong to no session of it. */
  async recovered(): Promise<void> {
    const released = await this.claims.releaseAll(this.identity.id);
    this.logger.info({ kind: 'ownership', released }, 'the heartbeat recovered');
  }
}
