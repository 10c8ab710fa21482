import { Queues, webhookRetries } from '@starling/broker';
import { Injectable } from '@nestjs/common';
import { type Delivery, toJob } from './delivery.js';

/** Deliveries that wait for their next attempt, on Redis's disk. */
@Injectable()
export class WaitingDeliveries {
  private readonly queue;

  constructor(queues: Queues) {
    this.queue = queues.producer(webhookRetries);
  }

  /** Stored twice, it waits once: an event that came again brings no second line of attempts. */
  async store(delivery: Delivery, delayMs: number): Promise<void> {
    const jobId = `${delivery.deliveryId}-${delivery.attempts}`;
    await this.queue.add('attempt', toJob(delivery), { jobId, delay: Math.round(delayMs) });
  }

  /** Its endpoint is busy: the same attempt, a moment later. */
  async putOff(delivery: Delivery, delayMs: number): Promise<void> {
    await this.queue.add('attempt', toJob(delivery), { delay: Math.round(delayMs) });
  }
}
