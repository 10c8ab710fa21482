import { type EventName } from '@starling/contract';
import { declareQueue } from './queue-declaration.js';

const WEEK_SECONDS = 7 * 24 * 60 * 60;

/**
 * A throwing processor is a failure of ours (database away, a bug), never the endpoint's: it is tried again soon, for
 * about half a day, and then kept for a week for somebody to look at.
 */
const OUR_OWN_FAILURES = {
  attempts: 14,
  backoff: { type: 'exponential', delay: 5_000 },
  removeOnFail: { age: WEEK_SECONDS },
} as const;

/**
 * A delivery that still has attempts to make; none was made yet when its endpoint was too busy or too broken for the
 * first to go out in line. The wait for the next attempt is the job's delay.
 */
export interface WebhookRetry {
  readonly deliveryId: string;
  readonly accountId: string;
  readonly instanceId: string;
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

export const webhookRetries = declareQueue<WebhookRetry>('webhook-retries', {
  ...OUR_OWN_FAILURES,
  removeOnComplete: true,
});

/** First attempts at one webhook that were set apart together, in the order of their events. */
export interface WebhookParcel {
  readonly deliveries: readonly WebhookRetry[];
}

export const webhookParcels = declareQueue<WebhookParcel>('webhook-parcels', {
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
