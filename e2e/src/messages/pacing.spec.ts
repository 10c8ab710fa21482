import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { changePacing, readPacing } from '@starling/contract';
import { type AppProcess, requestJson, testServices, until } from '@starling/testing';
import { Fleet } from '../sessions/fleet.js';
import { Sending } from './sending.js';

/*
 * What an instance sends, held to a pace by its owner. Time is only ever asserted from below: a slow machine makes
 * nobody send earlier.
 */
const TOO_FAST = [429, 'WhatsApp rate limit reached. Try again later.'];
const OFF = { messagesPerSecond: null };
/** Slow enough that a second message waits for longer than any test, and not so long that it would be refused. */
const SLOW = { messagesPerSecond: 1 / 55, burst: 1 };

let fleet: Fleet;
let sending: Sending;

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), 1);
  sending = await Sending.from(fleet, 'paced');
});

afterAll(() => fleet.stop());

const operator = (instanceId = sending.linked.id) => ({
  token: fleet.product.adminToken,
  params: { instanceId },
});
const pace = async (body: { messagesPerSecond: number | null; burst?: number }) =>
  (await fleet.call(changePacing, { ...operator(), body })).pacing;

/** A case that fails leaves no pace to the next. */
afterEach(() => pace(OFF));

const answerTo = async (message: string) => {
  const { status, body } = await sending.ask('text', { message });
  return [status, (body as { error?: { message: string } }).error?.message];
};
const SENT = [200, undefined];

const shown = () =>
  sending.linked.contact.inbox.map(({ message }) => message.extendedTextMessage?.text ?? '');

/** The sum over its labels. */
const metricOf = async ({ baseUrl }: AppProcess, name: string): Promise<number> => {
  const lines = (await (await fetch(`${baseUrl}/metrics`)).text()).split('\n');
  return lines
    .filter((line) => line.startsWith(`${name}{`))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
};
const worker = () => fleet.workers[0] as AppProcess;
const untilWaiting = (count: number, at = worker()) =>
  until(async () => (await metricOf(at, 'starling_sends_waiting')) === count);

describe('The pace of an instance', () => {
  it('is read and changed by the operator, and belongs to an instance that is there', async () => {
    const read = async () => (await fleet.call(readPacing, operator())).pacing;
    expect(await read()).toEqual({ messagesPerSecond: null, burst: null });
    expect(await pace({ messagesPerSecond: 0.5, burst: 3 })).toEqual({
      messagesPerSecond: 0.5,
      burst: 3,
    });
    expect(await read()).toEqual({ messagesPerSecond: 0.5, burst: 3 });
    expect(await pace(OFF)).toEqual({ messagesPerSecond: null, burst: null });
    for (const id of ['00000000-0000-4000-8000-000000000000', 'paced']) {
      const path = `/admin/instances/${id}/pacing`;
      const { baseUrl, adminToken: token } = fleet.product;
      expect((await requestJson(baseUrl, 'GET', path, { token })).status).toBe(404);
      const put = await requestJson(baseUrl, 'PUT', path, { token, body: OFF });
      expect([put.status, put.body]).toEqual([
        404,
        { success: false, error: { message: 'Instance not found' } },
      ]);
    }
  });

  it('keeps messages apart that are sent together, and loses none', async () => {
    await pace({ messagesPerSecond: 4, burst: 1 });
    const startedAt = performance.now();
    const texts = ['a', 'b', 'c', 'd', 'e'];
    expect(await Promise.all(texts.map(answerTo))).toEqual(texts.map(() => SENT));
    expect(performance.now() - startedAt).toBeGreaterThan(950);
    await until(() => texts.every((text) => shown().includes(text)));
    await pace(OFF);
  });

  it('refuses what would wait for more than a minute, and sends nothing of it', async () => {
    await pace({ messagesPerSecond: 1 / 120, burst: 1 });
    expect(await answerTo('in time')).toEqual(SENT);
    expect(await answerTo('too late')).toEqual(TOO_FAST);
    await pace(OFF);
    expect(await answerTo('afterwards')).toEqual(SENT);
    await until(() => shown().includes('afterwards'));
    expect(shown()).not.toContain('too late');
  });

  it('that is taken away lets those go who wait', async () => {
    await pace(SLOW);
    expect(await answerTo('goes')).toEqual(SENT);
    const waiting = answerTo('waits');
    await untilWaiting(1);
    await pace(OFF);
    expect(await waiting).toEqual(SENT);
    await untilWaiting(0);
  });

  it('is not waited for by a client that has hung up', async () => {
    await pace(SLOW);
    expect(await answerTo('answered')).toEqual(SENT);
    const client = new AbortController();
    const { linked } = sending;
    const asked = fetch(`${fleet.product.baseUrl}/api/message/text/${linked.name}`, {
      method: 'POST',
      headers: { token: fleet.tenant.token, 'content-type': 'application/json' },
      body: JSON.stringify({ number: linked.contact.number, message: 'hung up' }),
      signal: client.signal,
    }).catch(() => undefined);
    await untilWaiting(1);
    client.abort();
    await asked;
    await untilWaiting(0);
    await pace(OFF);
    expect(await answerTo('the next')).toEqual(SENT);
    await until(() => shown().includes('the next'));
    expect(shown()).not.toContain('hung up');
  });

  it('ends with the ownership of its worker: who waits is told at once, and nothing goes out twice', async () => {
    await pace(SLOW);
    const [leaving, staying] = [worker(), await fleet.addWorker()];
    expect(await answerTo('before')).toEqual(SENT);
    const waiting = answerTo('moves');
    await untilWaiting(1, leaving);
    await leaving.stop();
    fleet.workers.splice(0, fleet.workers.length, staying);
    // The successor takes it over if its socket is open already.
    const [status] = await waiting;
    expect([200, 503]).toContain(status);
    await pace(OFF);
    await until(async () => (await answerTo('after'))[0] === 200);
    await until(() => shown().includes('after'));
    expect(shown().filter((text) => text === 'moves')).toHaveLength(status === 200 ? 1 : 0);
  });
});

describe('A number whose messages WhatsApp refuses', () => {
  const refuse = (times?: number) =>
    fleet.sandbox.faults.refuseMessages({
      account: sending.linked.phone.number,
      error: 463,
      ...(times !== undefined && { times }),
    });
  const rests = () => metricOf(worker(), 'starling_sending_rests_total');

  it('goes on after a refusal or two', async () => {
    refuse(2);
    for (const text of ['refused', 'refused too', 'accepted']) {
      expect(await answerTo(text)).toEqual(SENT);
    }
    await until(() => shown().includes('accepted'));
    expect(await answerTo('and on')).toEqual(SENT);
    expect(await rests()).toBe(0);
  });

  it('rests when they do not end, and is back when it has rested', async () => {
    const withdraw = refuse();
    await until(async () => (await answerTo('refused'))[0] === TOO_FAST[0]);
    expect(await answerTo('while it rests')).toEqual(TOO_FAST);
    expect(await rests()).toBe(1);
    withdraw();
    await until(async () => (await answerTo('rested'))[0] === SENT[0]);
    await until(() => shown().includes('rested'));
    expect(shown()).not.toContain('while it rests');
  });
});
