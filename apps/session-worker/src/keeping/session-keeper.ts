import { CONFIG, Lifecycle } from '@starling/platform';
import { SessionClaims, Workers } from '@starling/storage';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ClaimLoop } from './claim-loop.js';
import { Heartbeat, type HeartbeatListener } from '../ownership/heartbeat.js';
import { type WorkerConfig } from '../config/worker.config.js';
import { SessionChores } from './session-chores.js';
import { Sessions, SessionsProcess } from '../session/sessions.js';

/** What this worker holds, as a whole. */
@Injectable()
export class HeldSessions {
  readonly maxSessions: number;

  constructor(
    private readonly sessions: Sessions,
    private readonly process: SessionsProcess,
    private readonly claims: SessionClaims,
    private readonly workers: Workers,
    @Inject(CONFIG) config: WorkerConfig,
  ) {
    this.maxSessions = config.MAX_SESSIONS;
  }

  /** Sockets close before the database would let others take the sessions. */
  dropAll(): void {
    this.process.logger.error(
      { kind: 'ownership', sessions: this.sessions.count },
      'the heartbeat lapsed: all sessions are dropped',
    );
    this.sessions.dropAll();
  }

  /** What still stands under our name after an outage is nobody's. */
  async releaseRows(): Promise<void> {
    const released = await this.claims.releaseAll(this.process.id);
    this.process.logger.info({ kind: 'ownership', released }, 'the heartbeat recovered');
  }

  announceDraining(): Promise<void> {
    return this.workers.drain(this.process.id);
  }

  handOver(): Promise<void> {
    return this.sessions.handOverAll();
  }
}

/** Below `STOP_LIMIT_SECONDS` of a worker, so that commands under way are answered after it. */
const HAND_OVER_LIMIT_MS = 90_000;

/** Starts and stops what keeps sessions: the right to own them, the search for them, and the watch over them. */
@Injectable()
export class SessionKeeper implements OnApplicationBootstrap, HeartbeatListener {
  constructor(
    private readonly heartbeat: Heartbeat,
    private readonly claimLoop: ClaimLoop,
    private readonly chores: SessionChores,
    private readonly held: HeldSessions,
    private readonly lifecycle: Lifecycle,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.heartbeat.start(this.held.maxSessions, this);
    this.claimLoop.start();
    this.chores.start();
    this.lifecycle.onStop('release', 'heartbeat', () => this.heartbeat.stop());
    this.lifecycle.onStop('drain', 'sessions', () => this.held.handOver(), HAND_OVER_LIMIT_MS);
    this.lifecycle.onStop('intake', 'claims', async () => {
      this.chores.stop();
      await this.claimLoop.stop();
      await this.held.announceDraining();
    });
  }

  lapsed(): void {
    this.held.dropAll();
  }

  async recovered(): Promise<void> {
    await this.held.releaseRows();
  }
}
