import { hash } from 'node:crypto';
import { type ShardEntry, type StoredDelivery } from '@starling/broker';
import { type EventName } from '@starling/contract';
import { type Target } from './target.js';

/** Stored jobs and ids of deliveries to webhooks do not name their destination: older versions know no other. */
export const WEBHOOK = 'webhook';

/** One event on its way to one target. */
export interface Delivery {
  readonly destination: string;
  readonly targetId: string;
  readonly deliveryId: string;
  readonly accountId: string;
  readonly instanceId: string;
  readonly event: EventName;
  readonly eventId: string;
  readonly body: Buffer;
  /** The file of the event, when the target wants files. */
  readonly media?: string;
  /** Where the event is kept, when its account keeps events. */
  readonly logId?: string;
  /** Attempts made so far. */
  readonly attempts: number;
  readonly firstAttemptAt: Date;
}

export function deliveryOf({ event, shard, id }: ShardEntry, target: Target): Delivery {
  const { destination, id: targetId, accountId, instanceId } = target;
  const { log: logId, media } = event.attributes ?? {};
  const addressee = destination === WEBHOOK ? targetId : `${destination} ${targetId}`;
  return {
    destination,
    targetId,
    // Made of the entry's place in the shard: an entry that comes again is the same delivery, two events never are.
    deliveryId: uuidOf(`${addressee} ${shard} ${id}`),
    accountId,
    instanceId,
    event: event.name,
    eventId: event.eventId ?? `${shard}-${id}`,
    body: event.bytes,
    attempts: 0,
    firstAttemptAt: new Date(),
    ...(logId !== undefined && { logId }),
    ...(target.wantsFiles && media !== undefined && { media }),
  };
}

export function fromJob({ destination = WEBHOOK, webhookId, ...job }: StoredDelivery): Delivery {
  return {
    ...job,
    destination,
    targetId: webhookId,
    body: Buffer.from(job.body),
    firstAttemptAt: new Date(job.firstAttemptAt),
  };
}

export function toJob({ destination, targetId, ...delivery }: Delivery): StoredDelivery {
  return {
    ...delivery,
    ...(destination !== WEBHOOK && { destination }),
    webhookId: targetId,
    body: delivery.body.toString('utf8'),
    firstAttemptAt: delivery.firstAttemptAt.toISOString(),
  };
}

function uuidOf(text: string): string {
  const hex = hash('sha256', text);
  return [0, 8, 12, 16, 20].map((from, at) => hex.slice(from, [8, 12, 16, 20, 32][at])).join('-');
}
