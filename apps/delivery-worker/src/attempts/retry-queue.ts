import { deliveryRetries, type QueueOf, Queues } from '@starling/broker';
import { TickBatch } from '@starling/platform';
import { Injectable } from '@nestjs/common';
import { type Delivery, toJob } from '../destinations/port/delivery.js';

type NewJob = Parameters<QueueOf<typeof deliveryRetries>['addBulk']>[0][number];

/** Deliveries that wait for their next attempt, each as a job of its own on Redis's disk. */
@Injectable()
export class RetryQueue {
  private readonly batch: TickBatch<NewJob, unknown>;

  constructor(queues: Queues) {
    const queue = queues.producer(deliveryRetries);
    this.batch = new TickBatch<NewJob, unknown>((jobs) => queue.addBulk([...jobs]));
  }

  /** Added twice, a delivery waits once: an event that comes again does not double its attempts. */
  async add(delivery: Delivery, delayMs: number): Promise<void> {
    const jobId = `${delivery.deliveryId}-${delivery.attempts}`;
    await this.batch.add(newJob(delivery, { jobId, delay: Math.round(delayMs) }));
  }

  /** Puts a job that could not be worked back, for the same attempt at a later time. */
  async postpone(deliveries: readonly Delivery[], delayMs: number): Promise<void> {
    const delay = Math.round(delayMs);
    await Promise.all(deliveries.map((delivery) => this.batch.add(newJob(delivery, { delay }))));
  }
}

const newJob = (delivery: Delivery, opts: NonNullable<NewJob['opts']>): NewJob => ({
  name: 'attempt',
  data: toJob(delivery),
  opts,
});
