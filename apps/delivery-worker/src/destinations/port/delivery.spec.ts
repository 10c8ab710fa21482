import { describe, expect, it } from '@jest/globals';
import { type ShardEntry, type StoredDelivery } from '@starling/broker';
import { type AccountId, type InstanceId } from '@starling/storage';
import { type Delivery, deliveryOf, fromJob, toJob } from './delivery.js';
import { type Target } from './target.js';

const target: Target = {
  destination: 'webhook',
  id: 'w',
  accountId: 'a' as AccountId,
  instanceId: 'i' as InstanceId,
  url: 'https://app.example',
  wantsFiles: false,
};
const entry: ShardEntry = {
  shard: 3,
  id: '1-0',
  event: {
    instance: 'i',
    name: 'message.exchange',
    attributes: { media: 'm' },
    bytes: Buffer.from('{"ü":1}'),
  },
  redelivered: false,
  signal: new AbortController().signal,
  ack: () => undefined,
};

describe('A delivery', () => {
  // printf 'w 3 1-0' | sha256sum
  const OF_WEBHOOK = 'e7398a3e-02e9-1541-95a1-8001ffefd085';
  const OF_LIST = '62702c4a-606d-df51-1e8e-6e6741b9b3f6';

  it('has an id made of target and place in the shard, which two destinations never share', () => {
    expect(deliveryOf(entry, target).deliveryId).toBe(OF_WEBHOOK);
    expect(deliveryOf(entry, { ...target, destination: 'list' }).deliveryId).toBe(OF_LIST);
  });

  it('carries the file of its event only to a target that wants files', () => {
    expect(deliveryOf(entry, target).media).toBeUndefined();
    expect(deliveryOf(entry, { ...target, wantsFiles: true }).media).toBe('m');
  });

  it.each(['webhook', 'list'])('to a %s is the same after it was stored', (destination) => {
    const delivery = deliveryOf(entry, { ...target, destination, wantsFiles: true });
    const stored = JSON.parse(JSON.stringify(toJob(delivery))) as StoredDelivery;
    expect(fromJob(stored)).toEqual(delivery);
  });

  it('to a webhook is stored as older versions store it, without a destination', () => {
    const delivery: Delivery = deliveryOf(entry, target);
    expect(toJob(delivery)).toEqual({
      deliveryId: OF_WEBHOOK,
      accountId: 'a',
      instanceId: 'i',
      webhookId: 'w',
      event: 'message.exchange',
      eventId: '3-1-0',
      body: '{"ü":1}',
      attempts: 0,
      firstAttemptAt: delivery.firstAttemptAt.toISOString(),
    });
  });
});
