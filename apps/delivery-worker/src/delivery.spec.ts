import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Metrics, type RunningApp } from '@starling/platform';
import { DeadLetters } from '@starling/storage';
import { startAppProcess, testServices, until, WebhookReceiver } from '@starling/testing';
import { givenInstance } from './testing/given-instance.js';
import { environment, startPublisher, startWorker, WAIT_FACTOR } from './testing/worker.js';

describe('Webhooks', () => {
  let worker: RunningApp;
  const receivers: WebhookReceiver[] = [];

  beforeAll(async () => {
    worker = await startWorker(testServices());
  });
  afterEach(async () => {
    for (const receiver of receivers.splice(0)) await receiver.close();
  });
  afterAll(() => worker.stop());

  const openReceiver = async () => {
    const receiver = await WebhookReceiver.open();
    receivers.push(receiver);
    return receiver;
  };

  const anInstance = () => givenInstance(worker);

  it('get the exact bytes of the event, with the documented headers', async () => {
    const [receiver, instance] = [await openReceiver(), await anInstance()];
    await instance.hook(`${receiver.url}/wh?k=1`, { authorization: ' Basic "x"', byEvents: true });
    await instance.publish('{"event":"message.exchange","ü":"\\u00fc 🐦"}');
    await until(() => receiver.received.length === 1);
    const [request] = receiver.received;
    expect(request?.body).toBe('{"event":"message.exchange","ü":"\\u00fc 🐦"}');
    expect(request?.path).toBe('/wh/message.exchange?k=1');
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^Starling\/\d/),
      'x-starling-attempt': '1',
    });
    expect(request?.headers.authorization?.trim()).toBe('Basic "x"');
    await until(async () => (await instance.attempts())[0]?.outcome === 'delivered');
    const metrics = await worker.app.get(Metrics).render();
    expect(metrics).toMatch(
      /^starling_webhook_attempt_seconds_count\{.*outcome="delivered",status="2xx"\} [1-9]/m,
    );
    expect(metrics).toMatch(/^starling_webhook_in_line\{.*\} \d/m);
    expect(metrics).toMatch(
      /^starling_queue_jobs\{.*queue="webhook-retries",state="delayed".*\} \d/m,
    );
  });

  it('get only the events that they asked for, and nothing once they are disabled', async () => {
    const [receiver, instance] = [await openReceiver(), await anInstance()];
    await instance.hook(receiver.url, { events: ['call.update'] });
    await instance.publish('{"n":1}');
    await instance.publish('{"n":2}', '', 'call.update');
    await until(() => receiver.received.length > 0);
    expect(receiver.bodies).toEqual(['{"n":2}']);
  });

  it('get the events of one chat in order, while other chats do not wait', async () => {
    const [receiver, instance] = [await openReceiver(), await anInstance()];
    receiver.answer = ({ body }) => ({ status: 200, afterMs: body.startsWith('"slow') ? 40 : 0 });
    await instance.hook(receiver.url);
    const slow = Array.from({ length: 10 }, (_, n) => `"slow ${n}"`);
    for (const body of slow) await instance.publish(body, 'slow');
    await instance.publish('"quick"', 'quick');
    await until(() => receiver.received.length === 11);
    expect(receiver.bodies.filter((body) => body !== '"quick"')).toEqual(slow);
    expect(receiver.bodies.at(-1)).not.toBe('"quick"');
  });

  it('are tried again after a failure, which does not delay the same chat', async () => {
    const [receiver, instance] = [await openReceiver(), await anInstance()];
    receiver.answer = (_, nth) => ({ status: nth === 1 ? 404 : 200, body: 'not here' });
    await instance.hook(receiver.url);
    await instance.publish('"first"');
    await instance.publish('"second"');
    await until(() => receiver.received.length === 3);
    expect(receiver.bodies.toSorted()).toEqual(['"first"', '"first"', '"second"']);
    await until(async () => (await instance.attempts()).length === 3);
    const failed = (await instance.attempts()).find(({ outcome }) => outcome === 'retry');
    expect(failed).toMatchObject({ status: 404, response: 'not here', attempt: 1 });
  });

  it('get the next attempt after the pause that they ask for with a 429', async () => {
    const [receiver, instance] = [await openReceiver(), await anInstance()];
    const times: number[] = [];
    receiver.answer = (_, nth) => {
      times.push(Date.now());
      return nth === 1 ? { status: 429, headers: { 'retry-after': '600' } } : { status: 200 };
    };
    await instance.hook(receiver.url);
    await instance.publish('1');
    await until(() => receiver.received.length === 2);
    expect((times[1] as number) - (times[0] as number)).toBeGreaterThanOrEqual(590);
  });

  it.each([410, 413, 415])(
    'are given up at once after a %i, and a dead letter is kept',
    async (status) => {
      const [receiver, instance] = [await openReceiver(), await anInstance()];
      receiver.answer = () => ({ status });
      await instance.hook(receiver.url);
      await instance.publish('"lost"');
      await until(async () => (await instance.attempts()).length === 1);
      expect(await instance.attempts()).toMatchObject([{ outcome: 'dead', status, attempt: 1 }]);
      const letters = await worker.app
        .get(DeadLetters)
        .list(instance.scope, instance.id, { limit: 10 });
      expect(letters).toMatchObject([
        { attempts: 1, lastStatus: status, event: 'message.exchange' },
      ]);
      expect(Buffer.from(letters[0]?.body ?? []).toString()).toBe('"lost"');
    },
  );

  it('with a corrected url get the deliveries that were waiting', async () => {
    const [wrong, right] = [await openReceiver(), await openReceiver()];
    const instance = await anInstance();
    wrong.answer = () => ({ status: 302, headers: { location: right.url } });
    await instance.hook(wrong.url);
    await instance.publish('"rescued"');
    await until(() => wrong.received.length > 0);
    expect(right.received).toEqual([]);
    await instance.hook(right.url);
    await until(() => right.received.length === 1);
  });

  it('that are disabled lose the deliveries that were waiting for them', async () => {
    const [receiver, instance] = [await openReceiver(), await anInstance()];
    receiver.answer = () => ({ status: 429, headers: { 'retry-after': '1000' } });
    await instance.hook(receiver.url);
    await instance.publish('"dropped"');
    await until(() => receiver.received.length === 1);
    await instance.hook('', { enabled: false });
    const other = await openReceiver();
    other.answer = (_, nth) =>
      nth === 1 ? { status: 429, headers: { 'retry-after': '1500' } } : { status: 200 };
    const later = await anInstance();
    await later.hook(other.url);
    await later.publish('"kept"');
    await until(() => other.received.length === 2);
    expect(receiver.received).toHaveLength(1);
  });

  it('of a dead server do not delay those of a healthy one', async () => {
    const [dead, healthy] = [await openReceiver(), await openReceiver()];
    dead.answer = () => ({ status: 200, afterMs: 5_000 });
    const instance = await anInstance();
    await instance.hook(dead.url, { label: 'dead' });
    await instance.hook(healthy.url, { label: 'healthy' });
    for (let n = 0; n < 40; n += 1) await instance.publish(String(n), String(n));
    await until(() => healthy.received.length === 40);
    expect(dead.received.length).toBeLessThan(40);
  });

  it('of a killed process are delivered by another, at least once', async () => {
    const [receiver, instance] = [await openReceiver(), await anInstance()];
    receiver.answer = () => ({ status: 200, afterMs: 50 });
    await instance.hook(receiver.url);
    await worker.stop();
    const doomed = await startAppProcess('delivery-worker', environment(testServices()));
    const publisher = await startPublisher(testServices());
    const sent = Array.from({ length: 60 }, (_, n) => `"${n}"`);
    for (const body of sent) {
      await instance.publish(body, 'c', 'message.exchange', publisher);
    }
    await until(() => receiver.received.length > 5);
    doomed.kill('SIGKILL');
    expect(new Set(receiver.bodies).size).toBeLessThan(sent.length);
    await publisher.stop();
    worker = await startWorker(testServices());
    await until(() => new Set(receiver.bodies).size === sent.length);
    expect([...new Set(receiver.bodies)].toSorted()).toEqual(sent.toSorted());
  });
});

describe('Webhooks into private networks', () => {
  it('are refused fifteen times, each attempt is logged, and then the delivery is a dead letter', async () => {
    const worker = await startWorker(testServices(), {
      allowPrivate: false,
      waitFactor: WAIT_FACTOR / 100,
    });
    try {
      const { id, scope, hook, publish, attempts } = await givenInstance(worker);
      await hook('http://127.0.0.1:9');
      await publish('1');
      await until(async () => (await attempts()).length === 15);
      expect(await attempts()).toEqual(
        Array.from({ length: 15 }, (_, n) =>
          expect.objectContaining({
            attempt: n + 1,
            outcome: n === 14 ? 'dead' : 'retry',
            status: null,
            error: expect.stringMatching(/^url_not_allowed/),
          }),
        ),
      );
      const letters = worker.app.get(DeadLetters);
      await until(async () => (await letters.list(scope, id, { limit: 2 })).length === 1);
    } finally {
      await worker.stop();
    }
  });
});
