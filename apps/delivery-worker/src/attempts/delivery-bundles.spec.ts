import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningApp } from '@starling/platform';
import { testServices, until, WebhookReceiver } from '@starling/testing';
import { givenInstance } from '../testing/given-instance.js';
import { startWorker } from '../testing/worker.js';

/** More first attempts than may wait for one endpoint. */
const EVENTS = 350;

describe('When more events come for a server than may wait for it', () => {
  let worker: RunningApp;
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    worker = await startWorker(testServices());
    receiver = await WebhookReceiver.open();
  });
  afterAll(async () => {
    await receiver.close();
    await worker.stop();
  });

  it('the rest waits in bundles, arrives as well, and each event once', async () => {
    receiver.answer = (_, nth) => ({ status: 200, afterMs: nth <= 16 ? 1_000 : 0 });
    const instance = await givenInstance(worker);
    await instance.hook(receiver.url);
    const sent = Array.from({ length: EVENTS }, (_, n) => String(n));
    await Promise.all(sent.map((body) => instance.publish(body, body)));
    await until(() => new Set(receiver.bodies).size === EVENTS);
    expect(receiver.bodies.toSorted()).toEqual(sent.toSorted());
    const attempts = receiver.received.map(({ headers }) => headers['x-starling-attempt']);
    expect(new Set(attempts)).toEqual(new Set(['1']));
  });
});
