import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mediaReference } from '@starling/broker';
import { testServices, until } from '@starling/testing';
import { ALL_EVENTS, Bench } from '../testing/bench.js';
import { Listener } from '../testing/listener.js';

/* A real node, Redis and Postgres; events come as an owner publishes them, with files in the media store. */
const KEEP_S = 600;
const name = 'message.exchange';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open(testServices());
});
afterEach(() => bench.clear());
afterAll(() => bench.close());

async function given({ mediaBase64 = true } = {}) {
  const shop = await bench.givenInstance({ ...ALL_EVENTS, mediaBase64 }, [], KEEP_S);
  const owner = await bench.startOwner(shop.id);
  const node = await bench.startNode();
  const store = async (bytes: Buffer) => {
    async function* whole() {
      yield await Promise.resolve(bytes);
    }
    const file = {
      messageId: randomUUID(),
      chatJid: '',
      type: 'image',
      mimeType: 'image/png',
      fileName: null,
      expiresAt: new Date(Date.now() + 60_000),
    };
    return (await bench.repositories.mediaFiles.store(shop.scope, shop.id, file, whole())).id;
  };
  const publish = async (number: number, mediaId?: string) => {
    const data = { number, media: { base64: null } };
    const bytes = Buffer.from(JSON.stringify({ event: name, data, instanceData: {} }));
    const media = mediaId && mediaReference(mediaId, bytes);
    const kept = { name, bytes, ...(media && { media }) } as const;
    const log = await owner.log.append(shop.id, KEEP_S, kept);
    await owner.publisher.publish({
      shardKey: shop.id,
      instance: shop.id,
      name,
      bytes,
      durable: false,
      eventId: 'e',
      attributes: { log, ...(media && { media }) },
      nodes: owner.routes.nodesFor(shop.id, name),
    });
    return log;
  };
  const connect = (since?: string) =>
    Listener.open(node.port, shop.token, since === undefined ? {} : { since });
  return { store, publish, connect };
}

const heard = ({ texts }: Listener) =>
  texts.map((text) => {
    const { data } = JSON.parse(text) as {
      data: { number: number; media: { base64: string | null } };
    };
    return [data.number, data.media.base64];
  });

describe('Files', () => {
  const [small, large] = [randomBytes(10), randomBytes(3_000_001)];
  const [smallText, largeText] = [small.toString('base64'), large.toString('base64')];

  it('come within their events, and nothing overtakes them', async () => {
    const { store, publish, connect } = await given();
    const [one, two] = [await store(large), await store(small)];
    const listeners = [await connect(), await connect()];
    await Promise.all([publish(0), publish(1, one), publish(2), publish(3, two), publish(4)]);
    await until(() => listeners.every(({ texts }) => texts.length === 5));
    for (const listener of listeners) {
      expect(heard(listener)).toEqual([
        [0, null],
        [1, largeText],
        [2, null],
        [3, smallText],
        [4, null],
      ]);
    }
  });

  it('that are gone are left out of events that come all the same', async () => {
    const { publish, connect } = await given();
    const listener = await connect();
    await publish(0, randomUUID());
    await until(() => listener.texts.length === 1);
    expect(heard(listener)).toEqual([[0, null]]);
  });

  it('are not for clients whose instance does not ask for them', async () => {
    const { store, publish, connect } = await given({ mediaBase64: false });
    const mediaId = await store(small);
    const listener = await connect();
    await publish(0, mediaId);
    await until(() => listener.texts.length === 1);
    expect(heard(listener)).toEqual([[0, null]]);
  });

  it('are within what a client gets that comes back, too', async () => {
    const { store, publish, connect } = await given();
    const mediaId = await store(large);
    const known = await publish(0);
    await publish(1);
    await publish(2, mediaId);
    await publish(3);
    const listener = await connect(known);
    await publish(4, mediaId);
    await until(() => listener.texts.length === 4);
    expect(heard(listener)).toEqual([
      [1, null],
      [2, largeText],
      [3, null],
      [4, largeText],
    ]);
  });
});
