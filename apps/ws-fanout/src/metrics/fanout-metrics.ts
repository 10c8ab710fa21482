import { Metrics } from '@starling/platform';
import { Injectable } from '@nestjs/common';

const BATCH_SIZES = [1, 2, 5, 10, 25, 50, 100, 250, 500];

/** Counted only when metrics are read. */
export interface Depths {
  readonly clients: number;
  readonly deepestQueue: number;
}

/** Labels are closed sets, never instances. */
@Injectable()
export class FanoutMetrics {
  private readonly frames;
  private readonly batches;
  private readonly latency;
  private readonly closings;
  private readonly refusals;

  constructor(private readonly metrics: Metrics) {
    this.frames = metrics.counter('starling_ws_frames_total', 'Frames written to clients');
    this.batches = metrics.histogram(
      'starling_ws_batch_events',
      'Events that were read together',
      [],
      BATCH_SIZES,
    );
    this.latency = metrics.histogram(
      'starling_ws_latency_seconds',
      'From when an event was published until it was written to the sockets',
    );
    this.closings = metrics.counter(
      'starling_ws_closed_total',
      'Sockets closed, by whom ended it',
      ['code'],
    );
    this.refusals = metrics.counter('starling_ws_refused_total', 'Upgrades refused', ['status']);
  }

  observe(depths: () => Depths, routes: () => number): void {
    this.metrics.gauge('starling_ws_clients', 'Open sockets', [], (gauge) =>
      gauge.set(depths().clients),
    );
    this.metrics.gauge('starling_ws_routes', 'Instances with clients here', [], (gauge) =>
      gauge.set(routes()),
    );
    this.metrics.gauge(
      'starling_ws_queue_depth',
      'Unflushed events of the slowest client',
      [],
      (gauge) => gauge.set(depths().deepestQueue),
    );
  }

  wrote(frames: number): void {
    this.frames.inc(frames);
  }

  tookBatch(events: number, latencyMs: number): void {
    this.batches.observe(events);
    this.latency.observe(Math.max(0, latencyMs) / 1000);
  }

  closed(code: number): void {
    this.closings.inc({ code: KNOWN_CODES.has(code) ? String(code) : 'other' });
  }

  refused(status: number): void {
    this.refusals.inc({ status: String(status) });
  }
}

/** Clients choose codes too, and labels must be a closed set. */
const KNOWN_CODES: ReadonlySet<number> = new Set([
  1000, 1001, 1002, 1005, 1006, 1007, 1008, 1009, 1011, 1013, 4000,
]);
