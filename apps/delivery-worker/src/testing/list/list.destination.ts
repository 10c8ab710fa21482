import { type DeliveryVerdict } from '@starling/domain';
import { type Delivery } from '../../destinations/port/delivery.js';
import {
  type Answer,
  type AttemptRecord,
  type Destination,
  type DestinationDeclaration,
} from '../../destinations/port/destination.js';
import { type Target } from '../../destinations/port/target.js';

/** The smallest destination: it appends events to a list. Its targets and its answers are what a test says. */
export class ListDestination implements Destination {
  readonly name = 'list';
  readonly targets: Target[] = [];
  readonly received: Delivery[] = [];
  readonly attempts: AttemptRecord[] = [];
  readonly deadLetters: Delivery[] = [];
  answer: (delivery: Delivery) => Promise<Answer> = () => Promise.resolve({ latencyMs: 0 });

  /** The line that registers it. */
  get declaration(): DestinationDeclaration {
    return {
      token: ListDestination,
      providers: [{ provide: ListDestination, useValue: this }],
    };
  }

  get bodies(): string[] {
    return this.received.map(({ body }) => body.toString());
  }

  listTargets(instanceId: string): Promise<readonly Target[]> {
    return Promise.resolve(this.targets.filter((target) => target.instanceId === instanceId));
  }

  getTarget(targetId: string): Promise<Target | undefined> {
    return Promise.resolve(this.targets.find(({ id }) => id === targetId));
  }

  wants(): boolean {
    return true;
  }

  async deliver(_target: Target, delivery: Delivery): Promise<Answer> {
    this.received.push(delivery);
    return this.answer(delivery);
  }

  judge({ error, status }: Answer): DeliveryVerdict {
    if (error === undefined) return 'delivered';
    return status === 410 ? 'give_up' : 'retry';
  }

  recordAttempt(attempt: AttemptRecord): void {
    this.attempts.push(attempt);
  }

  storeDeadLetter(delivery: Delivery): Promise<void> {
    this.deadLetters.push(delivery);
    return Promise.resolve();
  }
}
