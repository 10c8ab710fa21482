import { Metrics, runInBackground } from '@starling/platform';
import { Injectable } from '@nestjs/common';
import { type Session } from '../session/session.js';
import { Sessions } from '../session/sessions.js';

const ROUND_MS = 30_000;
/** A round is spread out, so that a thousand pings do not leave at once. */
const SLICES = 30;
const PING_LIMIT_MS = 20_000;
const SILENT_MS = 45_000;

/** Finds sessions that look open and are dead: nothing arrives, or pings are not answered. */
@Injectable()
export class Watchdog {
  private readonly roundTrip;
  private readonly restarts;
  private timer: NodeJS.Timeout | undefined;
  private slice = 0;

  constructor(
    private readonly sessions: Sessions,
    metrics: Metrics,
  ) {
    this.roundTrip = metrics.histogram(
      'starling_whatsapp_ping_seconds',
      'Round trip of a ping to WhatsApp',
    );
    this.restarts = metrics.counter(
      'starling_silent_sessions_total',
      'Open sessions that were restarted because nothing came back',
    );
  }

  start(): void {
    this.timer = setInterval(() => this.lookAtSlice(), ROUND_MS / SLICES);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private lookAtSlice(): void {
    this.slice = (this.slice + 1) % SLICES;
    const all = this.sessions.all;
    for (let index = this.slice; index < all.length; index += SLICES) {
      runInBackground('watch a session', this.lookAt(all[index] as Session));
    }
  }

  private async lookAt(session: Session): Promise<void> {
    const connection = session.openConnection;
    if (!connection) return;
    const tripMs = await connection.ping(PING_LIMIT_MS);
    if (session.openConnection !== connection) return;
    if (tripMs !== undefined && connection.silentMs < SILENT_MS) {
      return this.roundTrip.observe(tripMs / 1_000);
    }
    this.restarts.inc();
    await session.restart('no answer from WhatsApp');
  }
}
