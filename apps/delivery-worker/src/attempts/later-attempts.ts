import { Queues, webhookRetries } from '@starling/broker';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type Endpoint } from '../endpoints/endpoint.js';
import { Endpoints } from '../endpoints/endpoints.js';
import { RememberedTargets } from './remembered-targets.js';
import { AttemptDelivery } from './attempt-delivery.js';
import { type Delivery, fromJob } from '../destinations/port/delivery.js';
import { WaitingDeliveries } from './waiting-deliveries.js';

const AT_A_TIME = 64;

/** Makes the attempts that waited, with url and authorization as they are now. Failures of ours come again by the queue. */
@Injectable()
export class LaterAttempts implements OnApplicationBootstrap {
  constructor(
    private readonly queues: Queues,
    private readonly targets: RememberedTargets,
    private readonly endpoints: Endpoints,
    private readonly attempts: AttemptDelivery,
    private readonly waiting: WaitingDeliveries,
  ) {}

  onApplicationBootstrap(): void {
    this.queues.work(webhookRetries, (job) => this.attempt(fromJob(job.data)), AT_A_TIME);
  }

  private async attempt(delivery: Delivery): Promise<void> {
    // Thousands may be put off again and again: what is remembered is enough for that.
    const known = (await this.targets.find(delivery)) ?? (await this.targets.findNow(delivery));
    // Disabled or gone: whatever waited for it is dropped.
    if (!known) return;
    const endpoint = this.endpoints.of(known);
    const outcome = await endpoint.takeLater(() => this.attemptNow(delivery, endpoint));
    if (outcome !== undefined) return;
    await this.waiting.putOff(delivery, endpoint.laterMs(Date.now(), Math.random()));
  }

  private async attemptNow(delivery: Delivery, endpoint: Endpoint): Promise<void> {
    const target = await this.targets.findNow(delivery);
    if (!target) return;
    const beganAt = performance.now();
    const status = await this.attempts.attempt(delivery, target);
    endpoint.noteLater(performance.now() - beganAt);
    this.endpoints.of(target).noteAnswer(status, Date.now());
  }
}
