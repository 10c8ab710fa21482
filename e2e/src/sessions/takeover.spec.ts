import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testServices, until } from '@starling/testing';
import { Fleet } from './fleet.js';
import { countOf, isOnline, type Linked, linkMany, loginsOf } from './linked-fleet.js';

/* One of three workers dies without a word. */
const SESSIONS = 18;
const WORKERS = 3;
/** The aim is 15 s; how long it took is printed, and a slow machine fails nothing. */
const TAKEOVER_LIMIT_MS = 120_000;

let fleet: Fleet;
let linked: readonly Linked[];

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), WORKERS);
  linked = await linkMany(fleet, SESSIONS);
});

afterAll(() => fleet.stop());

describe('When a worker is killed', () => {
  it('its sessions open on the others within 15 s, and no device was ever connected twice', async () => {
    const before = await fleet.sessions();
    const victim = fleet.workers.find(({ id }) => before.some(({ worker }) => worker === id));
    if (!victim) throw new Error('nobody owns a session');
    const lost = before.filter(({ worker }) => worker === victim.id);
    const killedAt = performance.now();
    victim.kill('SIGKILL');
    await victim.stop();
    const isBack = async () => {
      const now = await fleet.sessions();
      return (
        linked.every(({ phone }) => isOnline(phone)) &&
        now.every(({ state, worker }) => state === 'connected' && worker !== victim.id)
      );
    };
    await until(isBack, { limitMs: TAKEOVER_LIMIT_MS });
    const seconds = ((performance.now() - killedAt) / 1_000).toFixed(1);
    process.stdout.write(`${lost.length} of ${SESSIONS} sessions taken over in ${seconds} s\n`);

    const after = new Map((await fleet.sessions()).map((session) => [session.instanceId, session]));
    for (const { instanceId, epoch, worker } of before) {
      const now = after.get(instanceId);
      if (worker === victim.id) expect(now?.epoch).toBeGreaterThan(epoch);
      else expect(now).toMatchObject({ epoch, worker });
    }
    const logins = loginsOf(fleet, linked);
    expect(countOf(logins, 'replaced')).toBe(0);
    expect(countOf(logins, 'refused')).toBe(0);
    expect(countOf(logins, 'login')).toBe(SESSIONS + lost.length);
    expect(linked.map(({ phone }) => phone.devices.length)).toEqual(linked.map(() => 1));
  });
});
