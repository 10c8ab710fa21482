import { type PublishedEvent } from '@starling/broker';
import { type DeliveryVerdict } from '@starling/domain';
import { type AttemptOutcome } from '@starling/storage';
import { type Provider, type Type } from '@nestjs/common';
import { type Delivery } from './delivery.js';
import { type Target } from './target.js';

/** What came of one attempt at the target's server. */
export interface Answer {
  /** HTTP status; absent when the server did not answer, and `error` says why. */
  readonly status?: number;
  readonly error?: string;
  /** The first bytes of a refusal, for the customer to read. */
  readonly response?: string;
  /** The server asks for a pause of this length before the next attempt. */
  readonly retryAfterMs?: number;
  readonly latencyMs: number;
}

export interface AttemptRecord {
  /** `attempts` includes this one. */
  readonly delivery: Delivery;
  readonly outcome: AttemptOutcome;
  readonly answer: Answer;
  readonly attemptedAt: Date;
}

/**
 * One kind of target of durable events. Queues, retries, fairness and circuit breakers are the same for every kind
 * (`attempts`, `endpoints`); here is what differs.
 */
export interface Destination<Kind extends Target = Target> {
  /** Stored deliveries name it, so it never changes. */
  readonly name: string;

  /**
   * The enabled targets of an instance, from our database alone: the events of a whole shard wait for it. The result
   * is remembered for seconds. Rejects when the database is away.
   */
  listTargets(instanceId: string): Promise<readonly Kind[]>;
  /** The target as the database has it now; undefined once it is disabled or gone. */
  getTarget(targetId: string): Promise<Kind | undefined>;

  wants(target: Kind, event: PublishedEvent): boolean;
  /**
   * Makes one attempt, and settles within 15 seconds: places are held until then, and a process that stops waits for it.
   * A failure of the server is an answer. Rejects only for failures of ours; then the same attempt is made again later.
   * After a crash an attempt may be made twice, with the same `deliveryId`.
   */
  deliver(target: Kind, delivery: Delivery): Promise<Answer>;
  /** What follows from an answer: the delivery is done, is tried again on the schedule, or is given up at once. */
  judge(answer: Answer): DeliveryVerdict;

  /** Notes an attempt in log and metrics. Called for every attempt, so it only collects what is written later. */
  recordAttempt(attempt: AttemptRecord): void;
  /** Keeps a delivery that was given up. Stored twice under the same `deliveryId`, it is kept once. */
  storeDeadLetter(delivery: Delivery, answer: Answer): Promise<void>;
}

/** A destination as the registry lists it. */
export interface DestinationDeclaration {
  readonly token: Type<Destination>;
  /** The destination itself, and what it is made of beyond storage, broker and platform. */
  readonly providers: readonly Provider[];
}
