/** npm and a Node 20 bootstrap pass on what the terminal has already sent to the whole group. */
const ECHO_MS = 500;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Requests to stop, as a person means them: echoes of one within half a second are that one. */
export class StopRequests {
  private lastMs = -Infinity;
  private count = 0;

  /** `onRequest` gets 1 for the first request, 2 for one that insists, and so on. */
  constructor(private readonly onRequest: (count: number) => void) {}

  listen(): void {
    for (const signal of SIGNALS) process.on(signal, () => this.arrive());
    // Started through a bootstrap in another Node: when that is killed, nobody else could stop us.
    process.once('disconnect', () => this.arrive());
    process.channel?.unref();
  }

  arrive(nowMs = performance.now()): void {
    if (nowMs - this.lastMs < ECHO_MS) return;
    this.lastMs = nowMs;
    this.count += 1;
    this.onRequest(this.count);
  }
}
