import { deliveryBundles, deliveryRetries, Queues } from '@starling/broker';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type Delivery, fromJob } from '../destinations/port/delivery.js';
import { type Endpoint } from '../endpoints/endpoint.js';
import { Endpoints } from '../endpoints/endpoints.js';
import { AttemptDelivery } from './attempt-delivery.js';
import { DeliveryBundles } from './delivery-bundles.js';
import { RetryQueue } from './retry-queue.js';
import { TargetCache } from './target-cache.js';

const RETRIES_AT_A_TIME = 64;
const BUNDLES_AT_A_TIME = 32;
/** Then other jobs are worked: a bundle for a slow endpoint does not hold its place for minutes. */
const MAX_RUN_MS = 5_000;

/** Where a job is put back that could not be worked, or not to its end. */
interface PostponingQueue {
  postpone(deliveries: readonly Delivery[], delayMs: number): Promise<void>;
}

/**
 * Makes the attempts that waited in a queue: a retry is a job of one delivery, a bundle is a job of many, which are
 * attempted one after another. A failure of ours fails the job, and the queue tries it again; what the job has
 * attempted already is then attempted twice. The same holds after a crash.
 */
@Injectable()
export class QueuedAttempts implements OnApplicationBootstrap {
  constructor(
    private readonly queues: Queues,
    private readonly targets: TargetCache,
    private readonly endpoints: Endpoints,
    private readonly attempts: AttemptDelivery,
    private readonly retries: RetryQueue,
    private readonly bundles: DeliveryBundles,
  ) {}

  onApplicationBootstrap(): void {
    this.queues.work(
      deliveryRetries,
      ({ data }) => this.run([fromJob(data)], this.retries),
      RETRIES_AT_A_TIME,
    );
    this.queues.work(
      deliveryBundles,
      ({ data }) => this.run(data.deliveries.map(fromJob), this.bundles),
      BUNDLES_AT_A_TIME,
    );
  }

  private async run(deliveries: readonly Delivery[], queue: PostponingQueue): Promise<void> {
    const [first] = deliveries;
    if (!first) return;
    // A remembered target is enough here: thousands of deliveries may be postponed again and again.
    const known = await this.targets.find(first);
    // What waits for a target that is disabled or gone is dropped.
    if (!known) return;
    const endpoint = this.endpoints.get(known);
    let left = deliveries;
    await endpoint.runQueued(async () => {
      left = await this.attemptInOrder(deliveries, endpoint);
    });
    if (left.length === 0) return;
    await queue.postpone(left, endpoint.postponeMs(Date.now(), Math.random()));
  }

  /**
   * Returns the deliveries that there was no time for. The first attempt of a job goes to the target as the database has
   * it now; those behind it use what is remembered, at most two seconds old.
   */
  private async attemptInOrder(
    deliveries: readonly Delivery[],
    endpoint: Endpoint,
  ): Promise<readonly Delivery[]> {
    const untilMs = performance.now() + MAX_RUN_MS;
    for (const [at, delivery] of deliveries.entries()) {
      const beganAtMs = performance.now();
      if (beganAtMs > untilMs) return deliveries.slice(at);
      const target = await (at === 0 ? this.targets.read(delivery) : this.targets.find(delivery));
      if (!target) return [];
      await this.attempts.attempt(delivery, target);
      endpoint.noteQueuedAttempt(performance.now() - beganAtMs);
    }
    return [];
  }
}
