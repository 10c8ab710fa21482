import { Queues, webhookRetries } from '@starling/broker';
import { WebhookTargets } from '@starling/storage';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Endpoints } from '../endpoints/endpoints.js';
import { AttemptDelivery } from './attempt-delivery.js';
import { type Delivery, fromJob } from './delivery.js';
import { WaitingDeliveries } from './waiting-deliveries.js';

const AT_A_TIME = 64;
/** So that the slowest endpoint leaves most of the room to the others. */
const PER_ENDPOINT = 8;
const PUT_OFF_MS = 1_000;

/** Makes the attempts that waited, with url and authorization as they are now. Failures of ours come again by the queue. */
@Injectable()
export class LaterAttempts implements OnApplicationBootstrap {
  private readonly underWay = new Map<object, number>();

  constructor(
    private readonly queues: Queues,
    private readonly targets: WebhookTargets,
    private readonly endpoints: Endpoints,
    private readonly attempts: AttemptDelivery,
    private readonly waiting: WaitingDeliveries,
  ) {}

  onApplicationBootstrap(): void {
    this.queues.work(webhookRetries, (job) => this.attempt(fromJob(job.data)), AT_A_TIME);
  }

  private async attempt(delivery: Delivery): Promise<void> {
    const target = await this.targets.find(delivery.webhookId);
    // Disabled or gone: whatever waited for it is dropped.
    if (!target) return;
    const endpoint = this.endpoints.of(target);
    const busy = this.underWay.get(endpoint) ?? 0;
    if (busy >= PER_ENDPOINT) return this.waiting.putOff(delivery, PUT_OFF_MS);
    this.underWay.set(endpoint, busy + 1);
    try {
      endpoint.noteAnswer(await this.attempts.attempt(delivery, target), Date.now());
    } finally {
      this.leave(endpoint);
    }
  }

  private leave(endpoint: object): void {
    const left = (this.underWay.get(endpoint) ?? 1) - 1;
    if (left > 0) this.underWay.set(endpoint, left);
    else this.underWay.delete(endpoint);
  }
}
