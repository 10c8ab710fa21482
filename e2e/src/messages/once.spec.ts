import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testServices, until } from '@starling/testing';
import { Fleet } from '../sessions/fleet.js';
import { Sending } from './sending.js';

/*
 * Workers are killed while they send; clients repeat what was not answered under the same key. The contact counts
 * what its phone shows, and the local WhatsApp how often it had to leave out a message that came a second time.
 */
const SENDS = 300;
const AT_ONCE = 10;
const KILLS = 2;
const BETWEEN_KILLS_MS = 1_500;

let fleet: Fleet;
let sending: Sending;

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), 2);
  sending = await Sending.from(fleet, 'once');
});

afterAll(() => fleet.stop());

/** As a careful client does it: the same key until there is an answer. */
async function sendSurely(text: string): Promise<string> {
  for (;;) {
    const headers = { 'idempotency-key': `key of ${text}` };
    const answer = await sending.ask('text', { message: text }, { headers }).catch(() => undefined);
    if (answer?.status === 200) return (answer.body as { messageId: string }).messageId;
    await wait(100);
  }
}

/** Whoever owns the session at that moment; somebody else takes its place. */
async function killOwner(): Promise<void> {
  const [session] = await fleet.sessions();
  const owner = fleet.workers.find(({ id }) => id === session?.worker);
  owner?.kill('SIGKILL');
  await fleet.addWorker();
}

describe('Messages that are sent while workers are killed', () => {
  it('arrive once each, whatever the client had to repeat', async () => {
    const texts = Array.from({ length: SENDS }, (_, at) => `message ${at}`);
    const left = texts.values();
    const ids = new Map<string, string>();
    const senders = Array.from({ length: AT_ONCE }, async () => {
      for (const text of left) ids.set(text, await sendSurely(text));
    });
    const killing = (async () => {
      for (let kill = 0; kill < KILLS && ids.size < SENDS; kill += 1) {
        const before = ids.size;
        await until(() => ids.size > before + 20 || ids.size === SENDS);
        await wait(Math.random() * BETWEEN_KILLS_MS);
        await killOwner();
      }
    })();
    await Promise.all([...senders, killing]);

    const shown = () =>
      sending.linked.contact.inbox.map(({ message }) => message.extendedTextMessage?.text ?? '');
    await until(() => new Set(shown()).size === SENDS);
    expect(shown().sort()).toEqual([...texts].sort());
    const known = new Set(sending.linked.contact.inbox.map(({ id }) => id));
    expect([...ids.values()].filter((id) => !known.has(id))).toEqual([]);
  });
});

describe('An idempotency key', () => {
  const body = { message: 'only once' };
  const withKey = (key: string) => ({ headers: { 'idempotency-key': key } });

  it('gives the first reply again, and sends nothing more', async () => {
    const first = await sending.ask('text', body, withKey('a'));
    const second = await sending.ask('text', body, withKey('a'));
    expect([second.status, second.body]).toEqual([200, first.body]);
    const { messageId } = first.body as { messageId: string };
    await sending.seen(messageId);
    const { inbox } = sending.linked.contact;
    expect(
      inbox.filter(({ message }) => message.extendedTextMessage?.text === body.message),
    ).toHaveLength(1);
  });

  it('of a request under way is answered with 409, and so is another request with it', async () => {
    // Both at once: one of them is under way when the other comes.
    const ask = () => sending.ask('text', { message: 'slow', delay: 5 }, withKey('b'));
    const [sent, again] = (await Promise.all([ask(), ask()])).sort(
      (one, other) => one.status - other.status,
    );
    expect(sent?.status).toBe(200);
    expect([again?.status, again?.body]).toEqual([
      409,
      {
        success: false,
        error: { message: 'A request with this Idempotency-Key is still in progress' },
      },
    ]);
    const other = await sending.ask('text', { message: 'other' }, withKey('b'));
    expect([other.status, other.body]).toEqual([
      409,
      {
        success: false,
        error: { message: 'This Idempotency-Key was used for a different request' },
      },
    ]);
  });

  it('of a request whose client hung up at any moment is sent once when it is repeated', async () => {
    const texts = Array.from({ length: 25 }, (_, at) => `hung up ${at}`);
    for (const [at, message] of texts.entries()) {
      const gone = new AbortController();
      setTimeout(() => gone.abort(), at * 2);
      await sending
        .ask('text', { message }, { ...withKey(message), signal: gone.signal })
        .catch(() => undefined);
      await until(
        async () => (await sending.ask('text', { message }, withKey(message))).status === 200,
      );
    }
    const shown = () =>
      sending.linked.contact.inbox.map(({ message }) => message.extendedTextMessage?.text);
    await until(() => shown().includes(texts.at(-1)));
    expect(shown().filter((text) => text?.startsWith('hung up'))).toEqual(texts);
  });

  it('is free again after a request that could not be sent', async () => {
    const number = '5599000000000';
    const refused = await sending.ask('text', { ...body, number }, withKey('c'));
    expect(refused.status).toBe(400);
    expect((await sending.ask('text', body, withKey('c'))).status).toBe(200);
  });
});
