import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AppProcess, testServices, until } from '@starling/testing';
import pg from 'pg';
import { Fleet } from './fleet.js';
import { countOf, isOnline, type Linked, linkMany, loginsOf } from './linked-fleet.js';
import { Traffic } from './traffic.js';

/*
 * One of two workers is stopped in the middle of its work, longer than its heartbeat is good for, and then goes on as
 * if nothing had been. Its connections stay open at the server meanwhile, so each device that moves replaces one.
 */
const SESSIONS = 10;
const ROUND_MS = 1_000;

const database = new pg.Client(testServices().databaseUrl);
const query = (sql: string, values: readonly unknown[]) => database.query(sql, [...values]);

let fleet: Fleet;
let linked: readonly Linked[];

beforeAll(async () => {
  await database.connect();
  fleet = await Fleet.start(testServices(), 2);
  linked = await linkMany(fleet, SESSIONS);
});

afterAll(async () => {
  await fleet.stop();
  await database.end();
});

const logins = () => countOf(loginsOf(fleet, linked), 'login');

/** A paused process keeps its connections, so that devices are online says nothing: what counts is who logged in since. */
const haveMovedTo = async ({ id }: AppProcess, loginsThen: number) =>
  logins() === loginsThen &&
  linked.every(({ phone }) => isOnline(phone)) &&
  (await fleet.sessions()).every(({ state, worker }) => state === 'connected' && worker === id);

describe('When a worker is paused for longer than its heartbeat is good for', () => {
  it('its sessions move, it says nothing in their name when it wakes, and it serves again later', async () => {
    const before = await fleet.sessions();
    const owned = ({ id }: AppProcess) => before.filter(({ worker }) => worker === id).length;
    const [paused, other] = [...fleet.workers].sort((one, two) => owned(two) - owned(one)) as [
      AppProcess,
      AppProcess,
    ];
    const traffic = new Traffic(linked, ROUND_MS);
    paused.kill('SIGSTOP');
    try {
      await until(() => haveMovedTo(other, SESSIONS + owned(paused)));
    } finally {
      paused.kill('SIGCONT');
    }
    await until(() => paused.output().includes('the heartbeat recovered'));
    expect(paused.output()).toContain('the heartbeat lapsed: all sessions are dropped');
    const awake = await fleet.sessions();
    expect(awake.map(({ worker, state, desiredState }) => [worker, state, desiredState])).toEqual(
      awake.map(() => [other.id, 'connected', 'connected']),
    );
    expect(logins()).toBe(SESSIONS + owned(paused));

    await other.stop();
    await until(() => haveMovedTo(paused, 2 * SESSIONS + owned(paused)));
    await traffic.stop();
    await until(async () => (await traffic.stored(query)).found === traffic.count);
    expect((await traffic.stored(query)).twice).toEqual([]);
    expect(paused.output()).not.toMatch(/stream_replaced|logged_out/);
    expect(countOf(loginsOf(fleet, linked), 'replaced')).toBe(owned(paused));
  });
});
