import { type Client } from './client.js';
import { CLOSE } from './close-code.js';

export interface HeartbeatTimes {
  readonly pingEveryMs: number;
  readonly silenceLimitMs: number;
  readonly tickMs: number;
}

export const HEARTBEAT: HeartbeatTimes = {
  pingEveryMs: 30_000,
  silenceLimitMs: 75_000,
  tickMs: 1_000,
};

/** One timer for all clients. Silence is counted in beats and not in time: a paused process reads from no client. */
export class Heartbeat {
  private readonly beatsRound: number;
  private readonly silenceLimitBeats: number;
  private readonly timer: NodeJS.Timeout;
  private beat = 0;

  constructor(
    private readonly clients: () => Iterable<Client>,
    { pingEveryMs, silenceLimitMs, tickMs }: HeartbeatTimes,
  ) {
    this.beatsRound = Math.max(1, Math.round(pingEveryMs / tickMs));
    this.silenceLimitBeats = Math.ceil(silenceLimitMs / tickMs);
    this.timer = setInterval(() => this.tick(), tickMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private tick(): void {
    this.beat = (this.beat + 1) % this.beatsRound;
    for (const client of this.clients()) {
      if (client.beat(this.beat) >= this.silenceLimitBeats) client.close(CLOSE.silent);
    }
  }
}
