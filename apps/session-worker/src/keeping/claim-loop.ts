import { rankWorkers } from '@starling/domain';
import { CONFIG, LOGGER, type Logger, ProcessIdentity, runInBackground } from '@starling/platform';
import { type ClaimableSession, SessionClaims, Workers } from '@starling/storage';
import { Inject, Injectable } from '@nestjs/common';
import { Sessions } from '../session/sessions.js';
import { type WorkerConfig } from '../config/worker.config.js';
import { Heartbeat } from '../ownership/heartbeat.js';
import { LoopLag } from '../ownership/loop-lag.js';

@Injectable()
export class ClaimFinder {
  readonly maxSessions: number;

  constructor(
    readonly claims: SessionClaims,
    private readonly workers: Workers,
    private readonly identity: ProcessIdentity,
    @Inject(CONFIG) config: WorkerConfig,
    @Inject(LOGGER) readonly logger: Logger,
  ) {
    this.maxSessions = config.MAX_SESSIONS;
  }

  /** Those for which this worker ranks first, and those that nobody has taken for a while. */
  async mine(found: readonly ClaimableSession[], hasWaited: (id: string) => boolean) {
    const live = (await this.workers.list()).filter(
      ({ isLive, drainingSince, sessions, maxSessions }) =>
        isLive && drainingSince === null && sessions < maxSessions,
    );
    const ids = live.map(({ id }) => id);
    return found
      .map(({ instanceId }) => instanceId)
      .filter((id) => rankWorkers(id, ids)[0] === this.identity.id || hasWaited(id));
  }

  claim(ids: Parameters<SessionClaims['claim']>[1]) {
    return this.claims.claim(this.identity.id, ids, { evenUnwanted: false });
  }
}

const LOOK_EVERY_MS = 1_000;
const JITTER_MS = 250;
const LOOK_AT = 1_000;
/** Sessions are opened twenty at a time; more would only wait here instead of with somebody who is free. */
const WAVE = 100;
/** Whoever ranks first had its chance; now anybody with room. */
const PATIENCE_MS = 3_000;

/** Finds wanted sessions that nobody alive owns, and takes this worker's fair share of them. */
@Injectable()
export class ClaimLoop {
  private readonly firstSeen = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly sessions: Sessions,
    private readonly heartbeat: Heartbeat,
    private readonly lag: LoopLag,
    private readonly finder: ClaimFinder,
  ) {}

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
      if (this.heartbeat.mayClaim && !this.lag.isTooMuch) await this.takeShare();
    } catch (error) {
      this.finder.logger.warn({ err: error }, 'no sessions claimed');
    }
    if (this.stopped) return;
    const delayMs = LOOK_EVERY_MS + (Math.random() * 2 - 1) * JITTER_MS;
    this.timer = setTimeout(() => this.start(), delayMs);
  }

  private async takeShare(): Promise<void> {
    const room = Math.min(this.finder.maxSessions - this.sessions.count, WAVE);
    const found = await this.finder.claims.findClaimable(LOOK_AT);
    this.remember(found);
    if (room <= 0 || found.length === 0) return;
    const ranked = await this.finder.mine(found, (id) => this.hasWaited(id));
    const leases = await this.finder.claim(ranked.slice(0, room));
    for (const lease of leases) runInBackground('restore a session', this.sessions.restore(lease));
  }

  private remember(found: readonly ClaimableSession[]): void {
    const now = performance.now();
    const present = new Set<string>(found.map(({ instanceId }) => instanceId));
    for (const id of this.firstSeen.keys()) if (!present.has(id)) this.firstSeen.delete(id);
    for (const id of present) if (!this.firstSeen.has(id)) this.firstSeen.set(id, now);
  }

  private hasWaited(id: string): boolean {
    return performance.now() - (this.firstSeen.get(id) ?? Infinity) > PATIENCE_MS;
  }
}
