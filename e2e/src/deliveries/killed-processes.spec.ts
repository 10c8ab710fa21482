import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setWebhook } from '@starling/contract';
import { type AppProcess, testServices, until } from '@starling/testing';
import { Fleet } from '../sessions/fleet.js';
import { link, type Linked } from '../sessions/linked-fleet.js';
import { Receiver } from './receiver.js';

const ANSWERS_AFTER_MS = 40;
/** A dead owner is taken over, and a dead delivery-worker's shards are too. */
const LIMIT_MS = 60_000;

let fleet: Fleet;
let linked: Linked;
let receiver: Receiver;

const startDelivery = () => fleet.product.start('delivery-worker', { ALLOW_PRIVATE_URLS: 'true' });

async function kill(victim: AppProcess): Promise<void> {
  victim.kill('SIGKILL');
  await victim.stop();
}

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), 2);
  linked = await link(fleet, 'hooks');
  receiver = await Receiver.open(ANSWERS_AFTER_MS);
  await fleet.call(setWebhook, {
    params: { instance: linked.name },
    body: { enabled: true, url: receiver.url, events: ['message.exchange'] },
  });
}, 90_000);

afterAll(async () => {
  await fleet.stop();
  await receiver.close();
});

describe('When a delivery-worker and the owner of the session are killed while messages come in', () => {
  it('every message arrives, and each time with the same event id', async () => {
    const ids: string[] = [];
    const say = async (count: number) => {
      for (let n = 0; n < count; n += 1) {
        const { id } = await linked.contact.send(linked.phone, { text: `n ${ids.length}` });
        ids.push(id as string);
      }
    };
    const first = await startDelivery();
    await say(15);
    await until(() => receiver.received.length >= 3);
    await kill(first);
    await say(5);
    await startDelivery();
    const [session] = await fleet.sessions();
    const owner = fleet.workers.find(({ id }) => id === session?.worker);
    if (!owner) throw new Error('nobody owns the session');
    await say(10);
    await kill(owner);
    await say(10);
    await until(() => ids.every((id) => receiver.of(id).length > 0), { limitMs: LIMIT_MS });
    const copies = receiver.received.length - ids.length;
    process.stdout.write(`${ids.length} messages arrived, ${copies} of them a second time\n`);
    for (const id of ids) {
      const eventIds = receiver.of(id).map(({ headers }) => headers['x-starling-event-id']);
      expect(new Set(eventIds).size).toBe(1);
    }
    expect(
      new Set(receiver.received.map(({ headers }) => headers['x-starling-event-id'])).size,
    ).toBe(ids.length);
  }, 120_000);
});
