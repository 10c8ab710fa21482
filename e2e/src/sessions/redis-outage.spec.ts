import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refusal, requestJson, until, within } from '@starling/testing';
import pg from 'pg';
import { Fleet } from './fleet.js';
import {
  type InterruptibleServices,
  lastFor,
  startInterruptibleServices,
} from './interruptible-services.js';
import { countOf, isOnline, type Linked, linkMany, loginsOf } from './linked-fleet.js';
import { Traffic } from './traffic.js';

/* Redis carries commands and events; who owns a session, and its socket, must not depend on it. */
const SESSIONS = 6;
const OUTAGE_MS = 12_000;
const ROUND_MS = 1_000;
const PATIENCE_MS = 3_000;
/** The longest delay of these messages and a few seconds; far less than the 150 s that a send may take. */
const ANSWER_LIMIT_MS = 30_000;
const SENT = { status: 200, body: { status: 'sent' } };

let services: InterruptibleServices;
let database: pg.Client;
let fleet: Fleet;
let linked: readonly Linked[];

beforeAll(async () => {
  services = await startInterruptibleServices();
  database = new pg.Client(services.databaseUrl);
  await database.connect();
  fleet = await Fleet.start(services, 2);
  linked = await linkMany(fleet, SESSIONS);
});

afterAll(async () => {
  await fleet.stop();
  await database.end();
  await services.stop();
});

const query = (sql: string, values: readonly unknown[]) => database.query(sql, [...values]);
const ping = ({ id }: Linked) =>
  requestJson(fleet.product.baseUrl, 'POST', `/admin/instances/${id}/ping`, {
    token: fleet.product.adminToken,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });

/** An answer that got lost between two processes that came back at different moments is asked for again. */
const isAnswered = (one: Linked) =>
  ping(one).then(
    ({ status }) => status === 200,
    () => false,
  );

/** Resolves while the message is being typed, for `delay` seconds. */
async function beginSend({ name, contact }: Linked, message: string, delay: number) {
  const typing = once(contact.handset, 'presence');
  const body = { number: contact.number, message, delay };
  const sending = fleet.client.post(`/api/message/text/${name}`, body);
  await within(ANSWER_LIMIT_MS, typing);
  return { sending };
}

const timesShown = ({ contact }: Linked, text: string): number =>
  contact.inbox.filter(({ message }) => JSON.stringify(message).includes(text)).length;

describe('While Redis is away', () => {
  it('sockets stay up and messages are stored; commands are refused, and answered again afterwards', async () => {
    const [first] = linked as [Linked];
    const owners = (await fleet.sessions()).map(({ worker, epoch }) => [worker, epoch]);
    const traffic = new Traffic(linked, ROUND_MS);
    const { sending } = await beginSend(first, 'during the outage', 3);
    await services.redis.stop();
    const outage = lastFor(OUTAGE_MS);
    const unavailable = [503, 'No session worker is available. Try again later.'];
    expect(refusal(await ping(first))).toEqual(unavailable);
    expect(refusal(await fleet.client.post(`/api/instance/reconnect/${first.name}`))).toEqual(
      unavailable,
    );
    expect(refusal(await fleet.client.get(`/api/instance/connect/${first.name}`))).toEqual(
      unavailable,
    );
    // The answer was lost with Redis; the row says what became of the message.
    expect(await within(ANSWER_LIMIT_MS, sending)).toMatchObject(SENT);
    await outage;
    await traffic.stop();
    await until(async () => (await traffic.stored(query)).found === traffic.count);
    expect(countOf(loginsOf(fleet, linked), 'login')).toBe(SESSIONS);
    expect(linked.every(({ phone }) => isOnline(phone))).toBe(true);

    await services.redis.startAgain();
    for (const one of linked) await until(() => isAnswered(one));
    expect((await fleet.sessions()).map(({ worker, epoch }) => [worker, epoch])).toEqual(owners);
    expect(countOf(loginsOf(fleet, linked), 'login')).toBe(SESSIONS);
    expect((await traffic.stored(query)).twice).toEqual([]);
    expect(timesShown(first, 'during the outage')).toBe(1);
  });

  it.each(['with its data', 'empty'])(
    'a message that is being typed is answered and sent once when Redis comes back %s',
    async (state) => {
      const [, second] = linked as [Linked, Linked];
      const text = `across the outage, ${state}`;
      const { sending } = await beginSend(second, text, 12);
      await services.redis.stop();
      if (state === 'empty') await services.eraseRedis();
      await services.redis.startAgain();
      expect(await within(ANSWER_LIMIT_MS, sending)).toMatchObject(SENT);
      expect(timesShown(second, text)).toBe(1);
      for (const one of linked) await until(() => isAnswered(one));
    },
  );
});
