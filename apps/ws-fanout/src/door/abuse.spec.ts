import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningApp } from '@starling/platform';
import { testServices, until } from '@starling/testing';
import { Hub } from '../clients/hub.js';
import { ALL_EVENTS, Bench } from '../testing/bench.js';
import { Listener } from '../testing/listener.js';
import { frame, handshake, RawConnection } from '../testing/raw-connection.js';

/*
 * Connections that mean harm, byte by byte, against a whole node. After each of them the node serves others as before
 * and nothing of the harmful one is left: no connection, no client, no upgrade under way, no route.
 */
const HALF_OPEN = 5_000;
const AT_ONCE = 250;
const HALF_A_HANDSHAKE = 'GET /ws/my%20shop HTTP/1.1\r\nHost: here\r\nUpgrade: webso';
const NEVER_ENDING_BODY =
  'POST /ws/my%20shop HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\nab';
const DRIP_MS = 500;

let bench: Bench;
let node: RunningApp;
let shop: Awaited<ReturnType<Bench['givenInstance']>>;
let owner: Awaited<ReturnType<Bench['startOwner']>>;
beforeAll(async () => {
  bench = await Bench.open(testServices());
});
afterAll(() => bench.close());

async function given() {
  shop = await bench.givenInstance(ALL_EVENTS);
  await bench.repositories.accounts.update(shop.accountId, { rateLimitPerMinute: 100_000 });
  owner = await bench.startOwner(shop.id);
  node = await bench.startNode();
}

const routes = () => owner.routes.nodesFor(shop.id, 'message.exchange');
const connections = () =>
  new Promise<number>((resolve, reject) => {
    const server = node.app.getHttpServer();
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
  });

async function ensureNodeServes(): Promise<void> {
  const listener = await Listener.open(node.port, shop.token);
  await owner.publisher.publish({
    shardKey: shop.id,
    instance: shop.id,
    name: 'message.exchange',
    durable: false,
    bytes: Buffer.from('still here'),
    nodes: routes(),
  });
  await until(() => listener.texts.includes('still here'));
  listener.socket.terminate();
}

async function ensureNothingIsLeft(): Promise<void> {
  await until(() => routes().length === 0);
  await until(async () => (await connections()) === 0);
  const hub = node.app.get(Hub);
  expect([...hub.all()]).toEqual([]);
}

afterEach(async () => {
  await ensureNodeServes();
  await ensureNothingIsLeft();
  await bench.clear();
});

describe('A handshake', () => {
  it('that never ends is cut off, however slowly it continues; thousands of them do not delay other clients', async () => {
    await given();
    const silent = await RawConnection.open(node.port);
    const dripping = await RawConnection.open(node.port);
    const unfinished = await RawConnection.open(node.port);
    unfinished.socket.write(NEVER_ENDING_BODY);
    let at = 0;
    const drip = setInterval(() => dripping.socket.write(HALF_A_HANDSHAKE[at++] ?? 'x'), DRIP_MS);
    const halfOpen: RawConnection[] = [];
    for (let opened = 0; opened < HALF_OPEN; opened += AT_ONCE) {
      const some = Array.from({ length: AT_ONCE }, () => RawConnection.open(node.port));
      halfOpen.push(...(await Promise.all(some)));
    }
    for (const { socket } of halfOpen) socket.write(HALF_A_HANDSHAKE);
    // The first ones may have been cut off already.
    expect(await connections()).toBeGreaterThan(HALF_OPEN / 2);
    await ensureNodeServes();
    await until(() =>
      [silent, dripping, unfinished, ...halfOpen].every(({ isClosed }) => isClosed),
    );
    clearInterval(drip);
  });

  it('that the client gives up while its route is being opened leaves no client and no route', async () => {
    await given();
    for (let round = 0; round < 20; round += 1) {
      const leaving = await RawConnection.open(node.port);
      leaving.socket.write(handshake(shop.token));
      // From at once to when it may just have been let in.
      await new Promise((passed) => setTimeout(passed, round));
      if (round % 2 === 0) leaving.socket.resetAndDestroy();
      else leaving.socket.destroy();
    }
  });
});

const TEXT = 0x81;
const SMALL = Buffer.alloc(10);
const BROKEN: readonly (readonly [what: string, code: number, ...frames: Buffer[]])[] = [
  ['is not masked', 1002, frame(TEXT, 'hello', false)],
  ['has a reserved bit set', 1002, frame(0xc1, 'hello')],
  ['is of no known kind', 1002, frame(0x83, 'hello')],
  ['is a ping in pieces', 1002, frame(0x09, 'hello')],
  ['is a ping that is too long', 1002, frame(0x89, Buffer.alloc(126))],
  ['goes on with what never began', 1002, frame(0x80, 'hello')],
  ['is a close frame of one byte', 1002, frame(0x88, 'x')],
  ['says that it is as long as a disk', 1009, Buffer.from([0x81, 0xff, 0, 0, 0xff, 0, 0, 0, 0, 0])],
  [
    'is in pieces of too many bytes',
    1009,
    ...[1, 0, 0].map((op) => frame(op, Buffer.alloc(30_000))),
  ],
  [
    'is in too many pieces',
    1008,
    frame(1, SMALL),
    ...Array.from({ length: 2_000 }, () => frame(0, SMALL)),
  ],
];

describe('A client frame', () => {
  it.each(BROKEN)('that %s ends its connection with %i', async (_what, code, ...frames) => {
    await given();
    const raw = await RawConnection.upgraded(node.port, shop.token);
    for (const bytes of frames) raw.socket.write(bytes);
    await until(() => raw.closeCode !== undefined);
    expect(raw.closeCode).toBe(code);
    raw.socket.destroy();
  });

  it('that is no proper text is dropped like any other', async () => {
    await given();
    const raw = await RawConnection.upgraded(node.port, shop.token);
    raw.socket.write(frame(TEXT, Buffer.from([0xff, 0xfe, 0xc0])));
    raw.socket.write(frame(0x89, 'alive?'));
    await until(() => raw.said.includes('alive?'));
    raw.socket.destroy();
  });
});

describe('A client that asks for pongs and reads none', () => {
  it('is cut off before they pile up', async () => {
    await given();
    const raw = await RawConnection.upgraded(node.port, shop.token);
    raw.socket.pause();
    const hub = node.app.get(Hub);
    expect([...hub.clients()]).toHaveLength(1);
    const pings = Buffer.concat(Array.from({ length: 500 }, () => frame(0x89, Buffer.alloc(125))));
    const flood = setInterval(() => {
      if (raw.socket.writableLength < pings.length) raw.socket.write(pings);
    }, 1);
    await until(() => [...hub.clients()].length === 0);
    clearInterval(flood);
    raw.socket.destroy();
  });
});
