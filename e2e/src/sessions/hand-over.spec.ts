import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testServices, until } from '@starling/testing';
import pg from 'pg';
import { Fleet } from './fleet.js';
import { countOf, isOnline, type Linked, linkMany, loginsOf } from './linked-fleet.js';
import { Traffic } from './traffic.js';

/* A rolling deploy: one of three workers is asked to stop while contacts write to every session. */
const SESSIONS = 15;
const WORKERS = 3;
const ROUND_MS = 200;

const database = new pg.Client(testServices().databaseUrl);
const query = (sql: string, values: readonly unknown[]) => database.query(sql, [...values]);

let fleet: Fleet;
let linked: readonly Linked[];

beforeAll(async () => {
  await database.connect();
  fleet = await Fleet.start(testServices(), WORKERS);
  linked = await linkMany(fleet, SESSIONS);
});

afterAll(async () => {
  await fleet.stop();
  await database.end();
});

describe('When a worker is asked to stop under traffic', () => {
  it('it hands its sessions over without a conflict, and every message is stored once', async () => {
    const before = await fleet.sessions();
    const leaver = fleet.workers.find(({ id }) => before.some(({ worker }) => worker === id));
    if (!leaver) throw new Error('nobody owns a session');
    const moving = before.filter(({ worker }) => worker === leaver.id);
    const traffic = new Traffic(linked, ROUND_MS);
    await until(async () => (await traffic.stored(query)).found > SESSIONS);
    const askedAt = performance.now();
    expect(await leaver.stop()).toBe(0);
    await until(async () => {
      const now = await fleet.sessions();
      return (
        linked.every(({ phone }) => isOnline(phone)) &&
        now.every(({ state, worker }) => state === 'connected' && worker !== leaver.id)
      );
    });
    const seconds = ((performance.now() - askedAt) / 1_000).toFixed(1);
    await traffic.stop();
    await until(async () => (await traffic.stored(query)).found === traffic.count);
    process.stdout.write(
      `${moving.length} sessions handed over in ${seconds} s, ${traffic.count} messages\n`,
    );

    expect((await traffic.stored(query)).twice).toEqual([]);
    const logins = loginsOf(fleet, linked);
    expect(countOf(logins, 'replaced')).toBe(0);
    expect(logins.filter(({ code }) => code === 440)).toEqual([]);
    expect(countOf(logins, 'login')).toBe(SESSIONS + moving.length);
  });
});
