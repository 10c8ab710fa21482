import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Metrics } from '@starling/platform';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';

const RESOLUTION_MS = 20;
const LOOK_EVERY_MS = 1_000;
/** A process with more lag claims no sessions: it could lose the ones it has. */
const TOO_MUCH_MS = 250;
const NANOSECONDS = 1e6;

/** How far behind its timers the process is. */
@Injectable()
export class LoopLag implements OnModuleDestroy {
  private readonly delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private readonly timer: NodeJS.Timeout;
  private lastMs = 0;

  constructor(metrics: Metrics) {
    const lag = metrics.gauge(
      'starling_worker_loop_lag_seconds',
      'Event loop lag, 99th percentile of the last second',
    );
    this.delay.enable();
    this.timer = setInterval(() => {
      this.lastMs = Math.max(0, this.delay.percentile(99) / NANOSECONDS - RESOLUTION_MS);
      this.delay.reset();
      lag.set(this.lastMs / 1_000);
    }, LOOK_EVERY_MS);
  }

  get isTooMuch(): boolean {
    return this.lastMs > TOO_MUCH_MS;
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.delay.disable();
  }
}
