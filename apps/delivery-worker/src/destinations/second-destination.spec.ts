import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { deliveryRetries, Queues } from '@starling/broker';
import { type RunningApp } from '@starling/platform';
import { testServices, until, WebhookReceiver } from '@starling/testing';
import { givenInstance } from '../testing/given-instance.js';
import { ListDestination } from '../testing/list/list.destination.js';
import { startWorker } from '../testing/worker.js';
import { DESTINATIONS } from './registry.js';

/* A whole worker with a second destination: one folder (`testing/list`) and one line in the registry. */
let list: ListDestination;
let worker: RunningApp;
let receiver: WebhookReceiver;

beforeEach(async () => {
  list = new ListDestination();
  worker = await startWorker(testServices(), { destinations: [...DESTINATIONS, list.declaration] });
  receiver = await WebhookReceiver.open();
});
afterEach(async () => {
  await worker.stop();
  await receiver.close();
});

async function givenTargets(withHook = true) {
  const instance = await givenInstance(worker);
  list.targets.push({
    destination: 'list',
    id: instance.id,
    accountId: instance.accountId,
    instanceId: instance.id,
    url: `https://${instance.id}.example`,
    wantsFiles: false,
  });
  if (withHook) await instance.hook(receiver.url);
  return instance;
}

const texts = (count: number) => Array.from({ length: count }, (_, n) => String(n));
const failure = { latencyMs: 0, error: 'no' };

describe('A second destination', () => {
  it('gets the events of a chat in their order, beside the webhook of the instance', async () => {
    const { publish } = await givenTargets();
    const sent = texts(30);
    for (const body of sent) await publish(body);
    await until(() => list.received.length === 30 && receiver.received.length === 30);
    expect(list.bodies).toEqual(sent);
    expect(receiver.bodies).toEqual(sent);
  });

  it('is tried again after a failure, on the schedule, until it is delivered', async () => {
    const { publish, attempts } = await givenTargets();
    list.answer = ({ attempts: made }) => Promise.resolve(made < 2 ? failure : { latencyMs: 0 });
    await publish('1');
    await until(() => list.attempts.length === 3);
    expect(list.attempts.map(({ outcome, delivery }) => [outcome, delivery.attempts])).toEqual([
      ['retry', 1],
      ['retry', 2],
      ['delivered', 3],
    ]);
    expect(new Set(list.received.map(({ deliveryId }) => deliveryId)).size).toBe(1);
    expect(receiver.bodies).toEqual(['1']);
    await until(async () => (await attempts()).length === 1);
  });

  it('keeps its own dead letters of what it gives up', async () => {
    const { publish } = await givenTargets(false);
    list.answer = () => Promise.resolve({ ...failure, status: 410 });
    await publish('"lost"');
    await until(() => list.deadLetters.length === 1);
    expect(list.deadLetters).toMatchObject([{ destination: 'list', attempts: 1 }]);
    expect(list.attempts).toMatchObject([{ outcome: 'dead' }]);
  });

  it('that is slow does not keep the webhook waiting, and its own surplus arrives in bundles', async () => {
    const { publish } = await givenTargets();
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    list.answer = () => opened.then(() => ({ latencyMs: 0 }));
    const sent = texts(300);
    await Promise.all(sent.map((body) => publish(body, body)));
    await until(() => receiver.received.length === sent.length);
    expect(list.received.length).toBeLessThanOrEqual(16 + 8);
    open();
    await until(() => new Set(list.bodies).size === sent.length);
    expect(list.bodies.toSorted()).toEqual(sent.toSorted());
  });

  it('loses nothing that waits when a version works the queue that does not know it', async () => {
    const { publish } = await givenTargets(false);
    list.answer = () => Promise.resolve({ ...failure, retryAfterMs: 3_000_000 });
    await publish('1');
    await until(() => list.attempts.length === 1);
    const { deliveryId } = list.received[0]!;
    await worker.stop();
    worker = await startWorker(testServices());
    const stored = () => worker.app.get(Queues).producer(deliveryRetries).getJob(`${deliveryId}-1`);
    await until(async () => ((await stored())?.attemptsMade ?? 0) > 0);
    expect((await stored())?.failedReason).toContain('"list"');
    await worker.stop();
    list.answer = () => Promise.resolve({ latencyMs: 0 });
    worker = await startWorker(testServices(), {
      destinations: [...DESTINATIONS, list.declaration],
    });
    await until(() => list.attempts.length === 2);
    expect(list.attempts[1]).toMatchObject({ outcome: 'delivered', delivery: { attempts: 2 } });
  });
});
