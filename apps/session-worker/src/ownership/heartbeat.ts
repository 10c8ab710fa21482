import { LOGGER, type Logger, ProcessIdentity, runInBackground } from '@starling/platform';
import { HEARTBEAT_VALID_MS, Workers } from '@starling/storage';
import { Inject, Injectable } from '@nestjs/common';

const BEAT_EVERY_MS = 3_000;
const BEAT_LIMIT_MS = 2_500;
/** Connections are closed that much earlier than other workers may take the sessions. */
const SAFETY_MS = 1_500;

export interface HeartbeatListener {
  /** This worker may write and send nothing any more; other workers will take the sessions. */
  lapsed(): void;
  /** The database has the heartbeat again. */
  recovered(): Promise<void>;
}

/**
 * This worker's right to own sessions: one row, renewed every three seconds and valid for ten by the database's clock.
 * This process counts from the moment before it asked for a renewal, so its own right always ends earlier than the row,
 * also when the process was paused in between.
 */
@Injectable()
export class Heartbeat {
  private validUntil = 0;
  private lapsedAt: number | undefined;
  private listener: HeartbeatListener | undefined;
  private timer: NodeJS.Timeout | undefined;
  private fence: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly identity: ProcessIdentity,
    private readonly workers: Workers,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  get isValid(): boolean {
    return performance.now() < this.validUntil;
  }

  /** False for one whole period after an outage: other workers come back too, and keep their sessions. */
  get mayClaim(): boolean {
    const restedSince = this.lapsedAt ?? -Infinity;
    return this.isValid && performance.now() - restedSince > HEARTBEAT_VALID_MS;
  }

  async start(maxSessions: number, listener: HeartbeatListener): Promise<void> {
    this.listener = listener;
    const { id, host, pid } = this.identity;
    const askedAt = performance.now();
    await this.workers.register({ id, host, pid, maxSessions });
    this.extend(askedAt);
    this.timer = setInterval(
      () => runInBackground('heartbeat of a worker', this.beat(maxSessions)),
      BEAT_EVERY_MS,
    );
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    clearTimeout(this.fence);
    this.validUntil = 0;
    await this.workers.retire(this.identity.id);
  }

  private async beat(maxSessions: number): Promise<void> {
    const { id, host, pid } = this.identity;
    const askedAt = performance.now();
    try {
      const isKnown = await within(BEAT_LIMIT_MS, this.workers.beat(id));
      if (!isKnown) await this.workers.register({ id, host, pid, maxSessions });
    } catch (error) {
      this.logger.warn({ err: error }, 'heartbeat failed');
      return;
    }
    if (this.stopped) return;
    const wasLapsed = !this.isValid;
    if (wasLapsed) this.lapse();
    this.extend(askedAt);
    if (wasLapsed)
      await this.listener?.recovered().catch((error: unknown) => this.logger.warn({ err: error }));
  }

  private extend(askedAt: number): void {
    this.validUntil = askedAt + HEARTBEAT_VALID_MS - SAFETY_MS;
    clearTimeout(this.fence);
    this.fence = setTimeout(() => this.lapse(), this.validUntil - performance.now());
  }

  /** Reported once per outage, by the timer or by a beat that came too late. */
  private lapse(): void {
    if (this.isValid || this.stopped) return;
    const isNews = this.lapsedAt === undefined || this.lapsedAt < this.validUntil;
    this.lapsedAt = performance.now();
    if (isNews) this.listener?.lapsed();
  }
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
