import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type EventName } from '@starling/contract';
import { testServices, until } from '@starling/testing';
import { ALL_EVENTS, Bench } from '../testing/bench.js';
import { Listener } from '../testing/listener.js';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open(testServices());
});
afterEach(() => bench.clear());
afterAll(() => bench.close());

async function given(...startNode: Parameters<Bench['startNode']>) {
  const shop = await bench.givenInstance(ALL_EVENTS);
  const owner = await bench.startOwner(shop.id);
  const node = await bench.startNode(...startNode);
  const connect = (options = {}) => Listener.open(node.port, shop.token, options);
  const publish = (text: string, name: EventName = 'message.exchange') =>
    owner.publisher.publish({
      shardKey: shop.id,
      instance: shop.id,
      name,
      bytes: Buffer.from(text),
      nodes: owner.routes.nodesFor(shop.id, name),
      durable: false,
    });
  const nodes = (name: EventName = 'message.exchange') => owner.routes.nodesFor(shop.id, name);
  const changed = (change: 'events' | 'token' | 'deleted') =>
    owner.control.toProcess(node.identity.id, { about: 'instance', instanceId: shop.id, change });
  return { shop, owner, node, connect, publish, nodes, changed };
}

const MANY = 400;

describe('Clients', () => {
  it('all get every event in order, of any length, from the moment they are let in', async () => {
    const { connect, publish, nodes, node } = await given();
    expect(nodes()).toEqual([]);
    const first = await connect();
    expect(nodes()).toEqual([node.identity.id]);
    const others = await Promise.all(Array.from({ length: 19 }, () => connect()));
    const texts = Array.from({ length: MANY }, (_, index) => `${index} ${'é'.repeat(index * 2)}`);
    texts.push('x'.repeat(70_000));
    await Promise.all(texts.map((text) => publish(text)));
    for (const { texts: heard } of [first, ...others]) {
      await until(() => heard.length === texts.length);
      expect(heard).toEqual(texts);
    }
  });

  it('leave nothing behind: with the last of them the route is gone', async () => {
    const { connect, nodes } = await given();
    const [one, other] = [await connect(), await connect()];
    one.socket.close();
    await until(() => one.closeCode !== undefined);
    expect(nodes()).toHaveLength(1);
    other.socket.terminate();
    await until(() => nodes().length === 0);
  });

  it('get what the filter of the moment allows, and the last one once sockets are forbidden', async () => {
    const { shop, connect, publish, nodes, changed } = await given();
    const { texts } = await connect();
    await shop.configure({ ...ALL_EVENTS, events: ['call.update'] });
    await changed('events');
    await until(() => nodes().length === 0);
    await publish('unwanted');
    await publish('a call', 'call.update');
    await until(() => texts.length === 1);
    await shop.configure({ enabled: false, events: [], mediaBase64: false });
    await changed('events');
    await publish('unwanted');
    await publish('another call', 'call.update');
    await until(() => texts.length === 2);
    expect(texts).toEqual(['a call', 'another call']);
  });

  it('that do not read are closed with 1013, while others go on', async () => {
    const { connect, publish } = await given();
    const [stalled, other] = [await connect(), await connect()];
    stalled.socket.pause();
    const text = 'x'.repeat(100_000);
    for (let sent = 0; sent < 600; sent += 20) {
      await Promise.all(Array.from({ length: 20 }, () => publish(text)));
      await until(() => other.texts.length === sent + 20);
    }
    stalled.socket.resume();
    await until(() => stalled.closeCode !== undefined);
    expect(stalled.closeCode).toBe(1013);
    expect(stalled.texts.length).toBeGreaterThanOrEqual(256);
    await publish('on');
    await until(() => other.texts.at(-1) === 'on');
  });

  it('that do not read large events are closed long before there are many of them', async () => {
    const { connect, publish } = await given();
    const [stalled, other] = [await connect(), await connect()];
    stalled.socket.pause();
    const text = 'x'.repeat(10 * 1024 * 1024);
    for (let sent = 1; sent <= 12; sent += 1) {
      await publish(text);
      await until(() => other.texts.length === sent);
    }
    stalled.socket.resume();
    await until(() => stalled.closeCode !== undefined);
    expect(stalled.closeCode).toBe(1013);
    expect(stalled.texts.length).toBeLessThan(12);
  });

  it('may send frames of any content, up to 64 KiB', async () => {
    const { connect, publish } = await given();
    const talker = await connect();
    talker.socket.send('hello');
    talker.socket.send(Buffer.alloc(64 * 1024));
    await publish('still here');
    await until(() => talker.texts.length === 1);
    talker.socket.send(Buffer.alloc(64 * 1024 + 1));
    await until(() => talker.closeCode === 1009);
  });

  it('that answer pings stay, those that are silent are closed with 4000', async () => {
    const { connect } = await given({ pingEveryMs: 100, silenceLimitMs: 5_000, tickMs: 20 });
    const alive = await connect();
    const silent = await connect({ autoPong: false });
    await until(() => silent.closeCode === 4000);
    expect(alive.closeCode).toBeUndefined();
  });

  it('lose their socket with their token, and keep it when another one was changed', async () => {
    const { shop, node, owner, connect } = await given();
    const [byInstance, byAccount] = [
      await connect(),
      await Listener.open(node.port, shop.accountToken),
    ];
    await bench.repositories.accounts.rotateToken(shop.accountId, `new-${shop.accountToken}`);
    const message = { about: 'account', accountId: shop.accountId } as const;
    await owner.control.toProcess(node.identity.id, message);
    await until(() => byAccount.closeCode === 1008);
    expect(byInstance.closeCode).toBeUndefined();
    await bench.repositories.accounts.suspend(shop.accountId);
    await owner.control.toProcess(node.identity.id, message);
    await until(() => byInstance.closeCode === 1008);
  });

  it('of an instance that is deleted are closed with 1008', async () => {
    const { connect, changed } = await given();
    const listener = await connect();
    await changed('deleted');
    await until(() => listener.closeCode === 1008);
  });

  it('are closed with 1001 when the node stops, and their routes are gone', async () => {
    const { connect, node, nodes } = await given();
    const listeners = await Promise.all(Array.from({ length: 10 }, () => connect()));
    await node.stop();
    for (const { closeCode } of listeners) expect(closeCode).toBe(1001);
    expect(nodes()).toEqual([]);
  });
});
