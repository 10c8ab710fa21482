import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { testServices, until } from '@starling/testing';
import { ALL_EVENTS, Bench } from '../testing/bench.js';
import { Listener, refusalOf } from '../testing/listener.js';

/* A real node, Redis and Postgres; the owner is made of the broker's own parts, and logs before it publishes. */
const KEEP_S = 600;

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open(testServices());
});
afterEach(() => bench.clear());
afterAll(() => bench.close());

async function given(keepSeconds = KEEP_S) {
  const shop = await bench.givenInstance(ALL_EVENTS, [], keepSeconds);
  const owner = await bench.startOwner(shop.id);
  const node = await bench.startNode();
  const name = 'message.exchange';
  const publish = async (number: number) => {
    const bytes = Buffer.from(JSON.stringify({ event: name, data: { number }, instanceData: {} }));
    const log = keepSeconds > 0 && (await owner.log.append(shop.id, keepSeconds, { name, bytes }));
    await owner.publisher.publish({
      shardKey: shop.id,
      instance: shop.id,
      name,
      bytes,
      durable: false,
      eventId: 'own-id',
      ...(log && { attributes: { log } }),
      nodes: owner.routes.nodesFor(shop.id, name),
    });
    return log || '';
  };
  const connect = (since?: string) =>
    Listener.open(node.port, shop.token, since === undefined ? {} : { since });
  return { shop, owner, node, publish, connect };
}

const framesOf = ({ texts }: Listener) =>
  texts.map((text) => JSON.parse(text) as { event: string; data: { number: number }; id?: string });
const numbersOf = (listener: Listener) => framesOf(listener).map(({ data }) => data.number);
const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);

describe('A client that comes back', () => {
  it('gets what it missed and then goes on live, each once and in order, while events go on', async () => {
    const { publish, connect } = await given();
    const known = await publish(0);
    for (const number of range(1, 700)) await publish(number);
    const publishing = (async () => {
      for (const number of range(700, 1_000)) await publish(number);
    })();
    const listener = await connect(known);
    await publishing;
    await until(() => listener.texts.length >= 999);
    expect(numbersOf(listener)).toEqual(range(1, 1_000));
  });

  it('gets the id of each event, with which it may come back', async () => {
    const { publish, connect } = await given();
    await publish(0);
    const first = await connect('now');
    const id = await publish(1);
    await until(() => first.texts.length === 1);
    expect(framesOf(first)[0]).toMatchObject({ data: { number: 1 }, id });
    expect(Object.keys(framesOf(first)[0] ?? {})).toEqual(['event', 'data', 'instanceData', 'id']);
    first.socket.terminate();
    await publish(2);
    const second = await connect(id);
    await until(() => second.texts.length === 1);
    expect(numbersOf(second)).toEqual([2]);
  });

  it('first gets a notice when an event that it missed is no longer kept', async () => {
    const { publish, connect } = await given();
    const listener = await connect(`${Date.now() - 2 * KEEP_S * 1_000}-0`);
    await publish(1);
    await until(() => listener.texts.length === 2);
    expect(framesOf(listener).map(({ event }) => event)).toEqual([
      'stream.gap',
      'message.exchange',
    ]);
  });

  it('gets the id of the event itself where its account keeps nothing', async () => {
    const { publish, connect } = await given(0);
    const listener = await connect('now');
    await publish(1);
    await until(() => listener.texts.length === 1);
    expect(framesOf(listener)[0]?.id).toBe('own-id');
  });

  it('is refused when it names no event', async () => {
    const { shop, node } = await given();
    const refusal = await refusalOf(node.port, `/ws/my%20shop?token=${shop.token}&since=last`);
    expect([refusal.status, refusal.message]).toEqual([400, 'Invalid query parameter: since']);
  });
});

describe('A client that does not ask for it', () => {
  it('sees the three keys of the contract, beside one that does', async () => {
    const { publish, connect } = await given();
    const [plain, resuming] = [await connect(), await connect('now')];
    await publish(1);
    await until(() => plain.texts.length === 1 && resuming.texts.length === 1);
    expect(Object.keys(framesOf(plain)[0] ?? {})).toEqual(['event', 'data', 'instanceData']);
  });
});
