import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '@starling/testing';
import pg from 'pg';
import { Fleet } from './fleet.js';
import {
  type InterruptibleServices,
  lastFor,
  startInterruptibleServices,
} from './interruptible-services.js';
import { countOf, isOnline, type Linked, linkMany, loginsOf } from './linked-fleet.js';
import { Traffic } from './traffic.js';

/* Without Postgres nothing can be stored, so nothing may be acknowledged: sessions close, and come back by themselves. */
const SESSIONS = 6;
const OUTAGE_MS = 13_000;
const ROUND_MS = 1_000;

let services: InterruptibleServices;
let fleet: Fleet;
let linked: readonly Linked[];

beforeAll(async () => {
  services = await startInterruptibleServices();
  fleet = await Fleet.start(services, 2);
  linked = await linkMany(fleet, SESSIONS);
});

afterAll(async () => {
  await fleet.stop();
  await services.stop();
});

async function query(sql: string, values: readonly unknown[]) {
  const database = new pg.Client(services.databaseUrl);
  await database.connect();
  try {
    return await database.query(sql, [...values]);
  } finally {
    await database.end();
  }
}

const isOffline = ({ phone }: Linked) =>
  phone.devices.every(({ connection }) => connection === undefined);

describe('While Postgres is away', () => {
  it('sessions close; afterwards all open by themselves, one at a time, and what was written meanwhile arrives once', async () => {
    const traffic = new Traffic(linked, ROUND_MS);
    await until(async () => (await traffic.stored(query)).found >= SESSIONS);
    await services.postgres.stop();
    const outage = lastFor(OUTAGE_MS);
    await until(() => linked.every(isOffline));
    await outage;
    expect(linked.every(isOffline)).toBe(true);
    await services.postgres.startAgain();
    const startedAt = performance.now();
    await until(() => linked.every(({ phone }) => isOnline(phone)));
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    await traffic.stop();
    process.stdout.write(`all open again ${seconds} s after Postgres, ${traffic.count} messages\n`);
    await until(async () => (await traffic.stored(query)).found === traffic.count);
    expect((await traffic.stored(query)).twice).toEqual([]);
    await until(async () => (await fleet.sessions()).every(({ state }) => state === 'connected'));
    const logins = loginsOf(fleet, linked);
    expect(countOf(logins, 'replaced')).toBe(0);
    expect(countOf(logins, 'refused')).toBe(0);
  });
});
