/** npm and a Node 20 bootstrap forward a signal that the terminal has already sent to the whole process group. */
const ECHO_MS = 500;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Counts requests to stop. Signals within half a second count as one request. */
export class StopRequests {
  private lastMs = -Infinity;
  private count = 0;

  /** `onRequest` gets 1 for the first request, 2 for the second one, and so on. */
  constructor(private readonly onRequest: (count: number) => void) {}

  listen(): void {
    for (const signal of SIGNALS) process.on(signal, () => this.arrive());
    // A bootstrap in another Node may have started this process. When it is killed, the closed channel is the only sign.
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
