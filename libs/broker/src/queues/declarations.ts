import { type EventName } from '@starling/contract';
import { declareQueue } from './queue-declaration.js';

const WEEK_SECONDS = 7 * 24 * 60 * 60;

/**
 * A throwing processor is a failure of ours (database away, a bug), never the endpoint's: it is tried again soon, for
 * about half a day, and then kept for a week, so that an operator can look at it.
 */
const OUR_OWN_FAILURES = {
  attempts: 14,
  backoff: { type: 'exponential', delay: 5_000 },
  removeOnFail: { age: WEEK_SECONDS },
} as const;

/**
 * A delivery that still has attempts to make. No attempt was made yet when its endpoint was too busy or too broken for
 * the first one. The wait for the next attempt is the delay of the job.
 */
export interface StoredDelivery {
  /** The kind of its target; absent: a webhook. Jobs of webhooks leave it out, as versions without other kinds do. */
  readonly destination?: string;
  readonly deliveryId: string;
  readonly accountId: string;
  readonly instanceId: string;
  /** Id of its target. The field was named when every target was a webhook, and stored jobs keep its name. */
  readonly webhookId: string;
  readonly event: EventName;
  readonly eventId: string;
  /** The event's bytes as text: JSON is UTF-8, so nothing changes on the way. */
  readonly body: string;
  /** The file that goes into the body when it is sent; absent: none does. */
  readonly media?: string;
  /** Where the event is kept, when its account keeps events. */
  readonly logId?: string;
  /** Attempts made so far. */
  readonly attempts: number;
  readonly firstAttemptAt: string;
}

/** Deliveries to targets of every kind; the name in Redis is older than the other kinds. */
export const deliveryRetries = declareQueue<StoredDelivery>('webhook-retries', {
  ...OUR_OWN_FAILURES,
  removeOnComplete: true,
});

/** First attempts for one target that wait together, in the order of their events. */
export interface StoredBundle {
  readonly deliveries: readonly StoredDelivery[];
}

/** Bundles for targets of every kind; the name in Redis is older than the word "bundle". */
export const deliveryBundles = declareQueue<StoredBundle>('webhook-parcels', {
  ...OUR_OWN_FAILURES,
  removeOnComplete: true,
});

/** Work by the clock: retention, expired rows, media of deleted messages. */
export interface HousekeepingTask {
  readonly task: string;
}

export const housekeeping = declareQueue<HousekeepingTask>('housekeeping', {
  ...OUR_OWN_FAILURES,
  attempts: 3,
  removeOnComplete: { age: 24 * 60 * 60 },
});
