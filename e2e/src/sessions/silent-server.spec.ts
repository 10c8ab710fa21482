import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testServices, until } from '@starling/testing';
import { Fleet } from './fleet.js';
import { countOf, type Linked, linkMany, loginsOf } from './linked-fleet.js';

/*
 * WhatsApp keeps connections open and says nothing any more. Each session is pinged twice a minute, spread over the
 * time: of so many the first is found out soon.
 */
const SESSIONS = 18;
const FOUND_LIMIT_MS = 150_000;

let fleet: Fleet;
let linked: readonly Linked[];

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), 1);
  linked = await linkMany(fleet, SESSIONS);
});

afterAll(() => fleet.stop());

describe('When the server falls silent', () => {
  it('a session finds out, says so, and logs in again by itself on the same worker', async () => {
    const silentAt = performance.now();
    fleet.sandbox.faults.close('silence');
    await until(() => countOf(loginsOf(fleet, linked), 'login') > SESSIONS, {
      limitMs: FOUND_LIMIT_MS,
    });
    const seconds = ((performance.now() - silentAt) / 1_000).toFixed(1);
    process.stdout.write(`the first of ${SESSIONS} silent sessions was back in ${seconds} s\n`);
    const number = loginsOf(fleet, linked)
      .filter(({ event }) => event === 'login')
      .at(-1)?.account;
    const back = linked.find(({ phone }) => phone.number === number);
    const output = () => (fleet.workers[0]?.output() ?? '').split('\n');
    const said = () =>
      output().flatMap((line) => {
        if (!line.includes(`"instance":"${back?.id}"`)) return [];
        return /"event":"(\w+)"/.exec(line)?.[1] ?? [];
      });
    await until(() => said().filter((event) => event === 'connected').length === 2);
    expect(said().slice(said().indexOf('keepalive_timeout'))).toEqual(
      expect.arrayContaining(['keepalive_timeout', 'disconnected', 'keepalive_restored']),
    );
    const session = (await fleet.sessions()).find(({ instanceId }) => instanceId === back?.id);
    expect(session).toMatchObject({ state: 'connected', epoch: 1, worker: fleet.workers[0]?.id });
    expect(countOf(loginsOf(fleet, linked), 'replaced')).toBe(0);
  });
});
