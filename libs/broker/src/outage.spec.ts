import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedServer, startRedis } from '@starling/embedded';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { type CommandResult } from './commands/command.js';
import { CommandWorker } from './conformance/command-worker.js';
import { Participant } from './conformance/participant.js';
import { until } from '@starling/testing';
import { EventPublisher } from './events/event-publisher.js';
import { type ShardEntry } from './events/shard-entry.js';
import { ShardReader } from './events/shard-reader.js';
import { type InboxEntry } from './inbox/entry.js';

/*
 * A real Redis is stopped and started again on the same data, while processes' worth of broker parts go on. Nothing
 * is doubled. What Redis had said it had must be there afterwards; what was refused may be asserted as refused.
 */
Logger.overrideLogger(false);

/** Far less than the budget of a command. */
const SOON = { limitMs: 20_000 };

describe('While Redis is away', () => {
  let folder: string;
  let server: EmbeddedServer;
  const closing: (() => Promise<void>)[] = [];
  const start = () => startRedis({ dataDir: folder, args: ['--appendfsync', 'always'] });
  const joinAs = async (
    role: 'session-worker' | 'delivery-worker' | 'api-gateway',
    prepare?: (participant: Participant) => void,
  ) => {
    const participant = await Participant.join(server.url, role, prepare);
    closing.push(() => participant.leave());
    await participant.membership.join();
    // Its connection may not be back yet when the test ends.
    closing.push(() => participant.membership.leave().catch(() => undefined));
    return participant;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'starling-outage-'));
  });
  beforeEach(async () => {
    server = await start();
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
    await server.stop();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('commands and events fail at once, and work again when it is back', async () => {
    const worker = await CommandWorker.start(server.url);
    closing.push(() => worker.stop());
    const caller = await joinAs('api-gateway');
    const echo = (body: string) =>
      caller.commands.send(worker.id, {
        operation: 'test.echo',
        instance: 'shop',
        accountId: 'a',
        requestId: 'r',
        body,
        budgetMs: 30_000,
      });
    expect(await echo('before')).toEqual({ outcome: 'replied', reply: 'before' });
    await server.stop();
    await until(() => !caller.connections.ready);
    expect(await echo('meanwhile')).toEqual({
      outcome: 'failed',
      failure: { code: 'unreachable' },
    });
    const event = {
      shardKey: 'k',
      instance: 'shop',
      name: 'call.update' as const,
      durable: true,
      nodes: [caller.id],
      bytes: Buffer.from('{}'),
    };
    const publisher = new EventPublisher(caller.sender, caller.metrics);
    await expect(publisher.publish(event)).rejects.toMatchObject({ code: 'RedisUnreachable' });
    server = await start();
    await until(async () => (await echo('after')).outcome === 'replied');
    expect(worker.handlers.echoed).not.toContain('meanwhile');
    await expect(publisher.publish(event)).resolves.toMatchObject({ absentNodes: [] });
  });

  it('commands that run are answered when it is back, and those that are lost end soon', async () => {
    const worker = await CommandWorker.start(server.url);
    closing.push(() => worker.stop());
    const caller = await joinAs('api-gateway');
    const mute = await joinAs('session-worker', ({ inbox }) =>
      inbox.on('command', () => undefined),
    );
    const results = new Map<string, CommandResult>();
    const ask = (id: string, name: string) =>
      void caller.commands
        .send(id, {
          operation: 'test.release',
          instance: 'shop',
          accountId: 'a',
          requestId: 'r',
          body: { name },
          budgetMs: 150_000,
        })
        .then((result) => results.set(name, result));
    const begin = async (name: string) => {
      ask(worker.id, name);
      await until(() => worker.handlers.started.includes(name));
      return worker.handlers.release;
    };
    const release = await begin('ended meanwhile');
    const releaseLater = await begin('ended later');
    ask(mute.id, 'lost');
    await server.stop();
    release();
    server = await start();
    const replied = { outcome: 'replied', reply: 'released' };
    await until(() => results.has('ended meanwhile'), SOON);
    expect(results.get('ended meanwhile')).toEqual(replied);
    await mute.inbox.close();
    await until(() => results.has('lost'), SOON);
    expect(results.get('lost')).toEqual({
      outcome: 'failed',
      failure: { code: 'connection_lost' },
    });
    expect(results.has('ended later')).toBe(false);
    releaseLater();
    await until(() => results.has('ended later'), SOON);
    expect(results.get('ended later')).toEqual(replied);
  });

  it('the membership rests, and everybody is back after the next beat', async () => {
    const one = await joinAs('session-worker');
    const other = await joinAs('session-worker');
    await server.stop();
    server = await start();
    const sees = async (id: string) =>
      (await one.membership.members('session-worker').catch(() => [])).some(
        (member) => member.id === id,
      );
    await until(async () => (await sees(one.id)) && (await sees(other.id)));
  });

  it('no inbox entry and no durable event is lost that Redis had taken, and each order is kept', async () => {
    const received: InboxEntry[] = [];
    const delivered: ShardEntry[] = [];
    const reading = await joinAs('delivery-worker', ({ inbox }) =>
      inbox.on('event', (entries) => received.push(...entries)),
    );
    const reader = new ShardReader(reading.connections, reading.membership, reading.metrics);
    reader.start((entries) => {
      delivered.push(...entries);
      for (const entry of entries) entry.ack();
    });
    closing.push(() => reader.stop());
    const { sender, metrics } = await joinAs('session-worker');
    const publisher = new EventPublisher(sender, metrics);
    const taken: number[] = [];
    let publishing = true;
    const publish = async () => {
      for (let at = 0; publishing; at += 1) {
        const bytes = Buffer.from(String(at));
        const outcome = await publisher
          .publish({
            shardKey: 'one-instance',
            instance: 'shop',
            name: 'call.update',
            nodes: [reading.id],
            durable: true,
            bytes,
          })
          .catch(() => undefined);
        if (outcome && outcome.unreachedNodes.length === 0) taken.push(at);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    };
    const published = publish();
    await until(() => delivered.length > 50);
    await server.stop();
    server = await start();
    const before = taken.length;
    await until(() => taken.length > before + 50);
    publishing = false;
    await published;
    const inInbox = () => received.map(({ body }) => Number(body.toString()));
    const inShard = () => delivered.map(({ event }) => Number(event.bytes.toString()));
    const last = taken.at(-1) as number;
    await until(() => inInbox().includes(last) && inShard().includes(last));
    for (const numbers of [inInbox(), [...new Set(inShard())]]) {
      expect(taken.filter((at) => !numbers.includes(at))).toEqual([]);
      expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
    }
  });

  it('a process that starts ends with one sentence that says where it looked', async () => {
    await server.stop();
    await expect(Participant.join('redis://127.0.0.1:1')).rejects.toThrow(
      /^Redis at 127\.0\.0\.1:1 cannot be reached \(.+\): start it or correct REDIS_URL\.$/,
    );
    server = await start();
  });
});
