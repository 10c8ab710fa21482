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

/** One clock for all clients. Each has a tick of its own for its pings, so that they are spread over the interval. */
export class Heartbeat {
  private readonly ticks: number;
  private readonly timer: NodeJS.Timeout;
  private readonly tickOf = new WeakMap<Client, number>();
  private tick = 0;

  constructor(
    private readonly clients: () => Iterable<Client>,
    private readonly times: HeartbeatTimes,
  ) {
    this.ticks = Math.max(1, Math.round(times.pingEveryMs / times.tickMs));
    this.timer = setInterval(() => this.beat(), times.tickMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private beat(): void {
    this.tick = (this.tick + 1) % this.ticks;
    const silentSinceMs = performance.now() - this.times.silenceLimitMs;
    for (const client of this.clients()) {
      const own = this.tickOf.get(client);
      // Who is seen for the first time has just been heard.
      if (own === undefined) this.tickOf.set(client, this.tick);
      else if (own === this.tick) client.ping();
      if (client.lastHeardMs < silentSinceMs) client.close(CLOSE.silent);
    }
  }
}
