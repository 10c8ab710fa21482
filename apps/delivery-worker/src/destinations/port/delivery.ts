import { hash } from 'node:crypto';
import { type ShardEntry, type WebhookRetry } from '@starling/broker';
import { type WebhookTarget } from '@starling/storage';

/** One event on its way to one webhook. */
export interface Delivery extends Omit<WebhookRetry, 'body' | 'firstAttemptAt'> {
  readonly body: Buffer;
  readonly firstAttemptAt: Date;
}

export function deliveryOf({ event, shard, id }: ShardEntry, target: WebhookTarget): Delivery {
  const eventId = event.eventId ?? `${shard}-${id}`;
  const { webhookId, accountId, instanceId } = target;
  const { log: logId, media } = event.attributes ?? {};
  return {
    // By its place in the shard: an entry that comes again is the same delivery, two events never are.
    deliveryId: uuidOf(`${webhookId} ${shard} ${id}`),
    ...{ accountId, instanceId, webhookId, eventId },
    ...{ event: event.name, body: event.bytes, attempts: 0, firstAttemptAt: new Date() },
    ...(logId !== undefined && { logId }),
    ...(target.mediaBase64 && media !== undefined && { media }),
  };
}

export const fromJob = (job: WebhookRetry): Delivery => ({
  ...job,
  body: Buffer.from(job.body),
  firstAttemptAt: new Date(job.firstAttemptAt),
});

export const toJob = (delivery: Delivery): WebhookRetry => ({
  ...delivery,
  body: delivery.body.toString('utf8'),
  firstAttemptAt: delivery.firstAttemptAt.toISOString(),
});

function uuidOf(text: string): string {
  const hex = hash('sha256', text);
  return [0, 8, 12, 16, 20].map((from, at) => hex.slice(from, [8, 12, 16, 20, 32][at])).join('-');
}
