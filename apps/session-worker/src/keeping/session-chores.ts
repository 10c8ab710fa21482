import { Injectable } from '@nestjs/common';
import { AbandonedRows } from './abandoned-rows.js';
import { TrafficStats } from './traffic-stats.js';
import { Watchdog } from './watchdog.js';

/** What runs beside the sessions as long as there are any. */
@Injectable()
export class SessionChores {
  constructor(
    private readonly watchdog: Watchdog,
    private readonly traffic: TrafficStats,
    private readonly abandoned: AbandonedRows,
  ) {}

  start(): void {
    this.watchdog.start();
    this.traffic.start();
    this.abandoned.start();
  }

  stop(): void {
    this.watchdog.stop();
    this.traffic.stop();
    this.abandoned.stop();
  }
}
