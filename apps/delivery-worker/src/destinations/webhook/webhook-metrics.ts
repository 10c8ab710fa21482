import { Metrics } from '@starling/platform';
import { Injectable } from '@nestjs/common';
import { Endpoints } from '../../endpoints/endpoints.js';
import { WEBHOOK } from '../port/delivery.js';
import { type AttemptRecord } from '../port/destination.js';

/** Deliveries to webhooks in Prometheus. Labels are closed sets, never accounts, instances or hosts. */
@Injectable()
export class WebhookMetrics {
  private readonly durations;

  constructor(metrics: Metrics, endpoints: Endpoints) {
    this.durations = metrics.histogram(
      'starling_webhook_attempt_seconds',
      'Attempts to deliver an event to a webhook, by what follows and by the class of the status',
      ['outcome', 'status'],
    );
    metrics.gauge(
      'starling_webhook_in_line',
      'Deliveries whose first attempt waits or is under way in this process',
      [],
      (gauge) => gauge.set(endpoints.countArrived(WEBHOOK)),
    );
  }

  observe({ outcome, answer: { status, latencyMs } }: AttemptRecord): void {
    this.durations.observe({ outcome, status: classOf(status) }, latencyMs / 1_000);
  }
}

/** `2xx` and so on; `none` when the server did not answer. */
const classOf = (status: number | undefined): string =>
  status === undefined ? 'none' : `${Math.floor(status / 100)}xx`;
