import { Queues, webhookParcels } from '@starling/broker';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type Endpoint } from '../endpoints/endpoint.js';
import { Endpoints } from '../endpoints/endpoints.js';
import { RememberedTargets } from './remembered-targets.js';
import { AttemptDelivery } from './attempt-delivery.js';
import { type Delivery, fromJob } from '../destinations/port/delivery.js';
import { Parcels } from './parcels.js';

const AT_A_TIME = 32;
/** Then others have their turn: a slow endpoint does not hold a parcel for minutes. */
const MOST_MS = 5_000;

/**
 * Makes the first attempts of what was set apart, a parcel's one after another. After a crash the whole parcel comes
 * again, and what was attempted of it already comes twice.
 */
@Injectable()
export class LaterParcels implements OnApplicationBootstrap {
  constructor(
    private readonly queues: Queues,
    private readonly targets: RememberedTargets,
    private readonly endpoints: Endpoints,
    private readonly attempts: AttemptDelivery,
    private readonly parcels: Parcels,
  ) {}

  onApplicationBootstrap(): void {
    const open = (deliveries: readonly Delivery[]) => this.open(deliveries);
    this.queues.work(webhookParcels, (job) => open(job.data.deliveries.map(fromJob)), AT_A_TIME);
  }

  private async open(deliveries: readonly Delivery[]): Promise<void> {
    const [first] = deliveries;
    if (!first) return;
    const known = (await this.targets.find(first)) ?? (await this.targets.findNow(first));
    // Disabled or gone: whatever waited for it is dropped.
    if (!known) return;
    const endpoint = this.endpoints.of(known);
    let left = deliveries;
    await endpoint.takeLater(async () => {
      left = await this.attemptSome(deliveries, endpoint);
    });
    if (left.length === 0) return;
    await this.parcels.putOff(left, endpoint.laterMs(Date.now(), Math.random()));
  }

  /** What is left of them. */
  private async attemptSome(
    deliveries: readonly Delivery[],
    endpoint: Endpoint,
  ): Promise<readonly Delivery[]> {
    const untilMs = performance.now() + MOST_MS;
    for (const [at, delivery] of deliveries.entries()) {
      const beganAt = performance.now();
      if (beganAt > untilMs) return deliveries.slice(at);
      const target = (await this.targets.find(delivery)) ?? (await this.targets.findNow(delivery));
      if (!target) return [];
      const status = await this.attempts.attempt(delivery, target);
      endpoint.noteLater(performance.now() - beganAt);
      this.endpoints.of(target).noteAnswer(status, Date.now());
    }
    return [];
  }
}
