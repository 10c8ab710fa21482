import { Queues, webhookRetries } from '@starling/broker';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Endpoints } from '../endpoints/endpoints.js';
import { Turns } from '../endpoints/turns.js';
import { RememberedTargets } from '../webhooks/remembered-targets.js';
import { AttemptDelivery } from './attempt-delivery.js';
import { type Delivery, fromJob } from './delivery.js';
import { WaitingDeliveries } from './waiting-deliveries.js';

const AT_A_TIME = 64;
/** So that the slowest endpoint leaves most of the room to the others. */
const PER_ENDPOINT = 8;

interface Busy {
  underWay: number;
  readonly turns: Turns;
}

/** Makes the attempts that waited, with url and authorization as they are now. Failures of ours come again by the queue. */
@Injectable()
export class LaterAttempts implements OnApplicationBootstrap {
  private readonly busy = new Map<object, Busy>();

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
    const busy = this.busyWith(endpoint);
    if (busy.underWay >= PER_ENDPOINT) {
      return this.waiting.putOff(delivery, busy.turns.takeMs(Date.now(), Math.random()));
    }
    busy.underWay += 1;
    try {
      await this.attemptNow(delivery, busy.turns);
    } finally {
      busy.underWay -= 1;
      if (busy.underWay === 0) this.busy.delete(endpoint);
    }
  }

  private async attemptNow(delivery: Delivery, turns: Turns): Promise<void> {
    const target = await this.targets.findNow(delivery);
    if (!target) return;
    const beganAt = performance.now();
    const status = await this.attempts.attempt(delivery, target);
    turns.noteAnswer(performance.now() - beganAt);
    this.endpoints.of(target).noteAnswer(status, Date.now());
  }

  private busyWith(endpoint: object): Busy {
    const known = this.busy.get(endpoint);
    if (known) return known;
    const busy = { underWay: 0, turns: new Turns(PER_ENDPOINT) };
    this.busy.set(endpoint, busy);
    return busy;
  }
}
