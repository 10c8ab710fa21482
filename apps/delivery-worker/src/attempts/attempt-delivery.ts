import { nextAttemptDelayMs } from '@starling/domain';
import { type AttemptOutcome } from '@starling/storage';
import { Inject, Injectable } from '@nestjs/common';
import { type Delivery } from '../destinations/port/delivery.js';
import { Destinations } from '../destinations/port/destinations.js';
import { type Target } from '../destinations/port/target.js';
import { Endpoints } from '../endpoints/endpoints.js';
import { RetryQueue } from './retry-queue.js';

/** Injection token of the factor of all waits of the schedule; one, except in tests. */
export const WAIT_FACTOR = Symbol('wait factor');

/**
 * One attempt and what follows from it, for first, repeated and bundled deliveries of every destination. Once it
 * resolves, the delivery is made, waits in Redis, or is a dead letter: it is never lost.
 */
@Injectable()
export class AttemptDelivery {
  constructor(
    private readonly destinations: Destinations,
    private readonly endpoints: Endpoints,
    private readonly retries: RetryQueue,
    @Inject(WAIT_FACTOR) private readonly waitFactor: number,
  ) {}

  /** Rejects when the attempt could not be made for a reason of ours, or when its consequence could not be stored. */
  async attempt(delivery: Delivery, target: Target): Promise<void> {
    const attemptedAt = new Date();
    const destination = this.destinations.get(target.destination);
    const answer = await destination.deliver(target, delivery);
    const verdict = destination.judge(answer);
    const { status, retryAfterMs } = answer;
    // A refusal below 500 proves that the server works.
    const isUp = verdict === 'delivered' || (status !== undefined && status < 500);
    this.endpoints.get(target).noteAttempt(isUp, Date.now());
    const made: Delivery = { ...delivery, attempts: delivery.attempts + 1 };
    const delayMs =
      verdict === 'retry'
        ? nextAttemptDelayMs(made.attempts, retryAfterMs, Math.random())
        : undefined;
    const failed = delayMs === undefined ? 'dead' : 'retry';
    const outcome: AttemptOutcome = verdict === 'delivered' ? 'delivered' : failed;
    destination.recordAttempt({ delivery: made, outcome, answer, attemptedAt });
    if (delayMs !== undefined) await this.retries.add(made, delayMs * this.waitFactor);
    if (outcome === 'dead') await destination.storeDeadLetter(made, answer);
  }
}
