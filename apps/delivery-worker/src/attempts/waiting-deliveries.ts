import { runInBackground } from '@starling/platform';
import { type QueueOf, Queues, webhookRetries } from '@starling/broker';
import { Injectable } from '@nestjs/common';
import { type Delivery, toJob } from '../destinations/port/delivery.js';

type NewJob = Parameters<QueueOf<typeof webhookRetries>['addBulk']>[0][number];

interface Waiter {
  readonly job: NewJob;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Deliveries that wait for their next attempt, on Redis's disk. All of one turn are written together. */
@Injectable()
export class WaitingDeliveries {
  private readonly queue;
  private turn: Waiter[] = [];

  constructor(queues: Queues) {
    this.queue = queues.producer(webhookRetries);
  }

  /** Stored twice, it waits once: an event that came again brings no second line of attempts. */
  store(delivery: Delivery, delayMs: number): Promise<void> {
    const jobId = `${delivery.deliveryId}-${delivery.attempts}`;
    return this.add({
      ...{ name: 'attempt', data: toJob(delivery), opts: { jobId, delay: Math.round(delayMs) } },
    });
  }

  /** Its endpoint is busy: the same attempt, a moment later. */
  putOff(delivery: Delivery, delayMs: number): Promise<void> {
    return this.add({
      ...{ name: 'attempt', data: toJob(delivery), opts: { delay: Math.round(delayMs) } },
    });
  }

  private add(job: NewJob): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.turn.push({ job, resolve, reject }) === 1)
        setImmediate(() => runInBackground('store waiting deliveries', this.write()));
    });
  }

  private async write(): Promise<void> {
    const waiters = this.turn;
    this.turn = [];
    try {
      await this.queue.addBulk(waiters.map(({ job }) => job));
      for (const { resolve } of waiters) resolve();
    } catch (error) {
      for (const { reject } of waiters) reject(error);
    }
  }
}
