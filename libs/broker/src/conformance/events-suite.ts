import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { EventPublisher } from '../events/event-publisher.js';
import { readEvent } from '../events/published-event.js';
import { type ShardEntry, type ShardHandler } from '../events/shard-entry.js';
import { ShardReader } from '../events/shard-reader.js';
import { SHARDS, shardOf } from '../events/shard-of.js';
import { type InboxEntry } from '../inbox/entry.js';
import { shardKeys } from '../connections/keys.js';
import { Participant } from './participant.js';
import { until } from '@starling/testing';

export function eventsSuite(redisUrl: () => string): void {
  describe('Events', () => {
    const closing: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
    });

    const join = async (
      role: 'session-worker' | 'delivery-worker' | 'ws-fanout' = 'session-worker',
      prepare?: (participant: Participant) => void,
    ) => {
      const participant = await Participant.join(redisUrl(), role, prepare);
      closing.push(() => participant.leave());
      return participant;
    };
    const publisher = async () => {
      const { sender, metrics } = await join();
      return new EventPublisher(sender, metrics);
    };
    const read = async (handler: ShardHandler) => {
      const participant = await join('delivery-worker');
      await participant.membership.join();
      // One of them has died by then, and can no longer say goodbye.
      closing.push(() => participant.membership.leave().catch(() => undefined));
      const { connections, membership, metrics } = participant;
      const reader = new ShardReader(connections, membership, metrics);
      reader.start(handler);
      closing.push(() => reader.stop());
      return { reader, participant };
    };
    const event = (shardKey: string, text: string, nodes: string[] = [], durable = true) => ({
      shardKey,
      nodes,
      durable,
      instance: 'shop',
      name: 'message.exchange' as const,
      eventId: text,
      attributes: { chat: 'a@b' },
      bytes: Buffer.from(`{"n":"${text}"}`),
    });
    const textsOf = (entries: readonly ShardEntry[], key: string) =>
      entries.filter(({ event }) => event.bytes.includes(key)).map(({ event }) => event.eventId);

    it('reach the nodes that were named, byte for byte, and tell which of them are gone', async () => {
      const received: InboxEntry[] = [];
      const node = await join('ws-fanout', ({ inbox }) =>
        inbox.on('event', (entries) => received.push(...entries)),
      );
      const key = randomUUID();
      const outcome = await (
        await publisher()
      ).publish(event(key, 'one', [node.id, 'ws-fanout-gone'], false));
      expect(outcome).toEqual({
        shardEntryId: undefined,
        absentNodes: ['ws-fanout-gone'],
        unreachedNodes: [],
      });
      await until(() => received.length === 1);
      const { shardKey: _, nodes: __, durable: ___, ...sent } = event(key, 'one');
      expect(readEvent(received[0] as InboxEntry)).toEqual(sent);
    });

    it('stand in the shard of their key alone when they are durable', async () => {
      const key = randomUUID();
      const events = await publisher();
      const { connections } = await join();
      const { shardEntryId } = await events.publish(event(key, key));
      const { stream } = shardKeys(shardOf(key));
      const found = await connections.commands.xrange(
        ...([stream, shardEntryId as string, shardEntryId as string] as const),
      );
      expect(found).toHaveLength(1);
    });

    it('are handed out in the order of their shard, each to one of the readers', async () => {
      const keys = Array.from({ length: 24 }, () => randomUUID());
      const seen: ShardEntry[] = [];
      const take: ShardHandler = (entries) => {
        seen.push(...entries);
        for (const entry of entries) entry.ack();
      };
      const [one, other] = [await read(take), await read(take)];
      const events = await publisher();
      const count = 20;
      for (let at = 0; at < count; at += 1) {
        await Promise.all(keys.map((key) => events.publish(event(key, `${key} ${at}`))));
      }
      const texts = (key: string) => textsOf(seen, key);
      await until(() => keys.every((key) => texts(key).length >= count));
      for (const key of keys) {
        expect(texts(key)).toEqual(Array.from({ length: count }, (_, at) => `${key} ${at}`));
      }
      await until(() => one.reader.shards.length === SHARDS / 2);
      await until(() => other.reader.shards.length === SHARDS / 2);
      expect(new Set([...one.reader.shards, ...other.reader.shards]).size).toBe(SHARDS);
    });

    it('of a reader that died unacknowledged are handed out again first, in order', async () => {
      const key = randomUUID();
      const events = await publisher();
      let taken = 0;
      const victim = await read((entries) => {
        taken += textsOf(entries, key).length;
      });
      await until(() => victim.reader.shards.length === SHARDS);
      for (const at of [1, 2, 3]) await events.publish(event(key, `${key} ${at}`));
      await until(() => taken === 3);
      // As a crash leaves it: leases, pending entries and consumer stay in Redis until they run out.
      victim.participant.connections.close();
      const seen: ShardEntry[] = [];
      await read((entries) => {
        seen.push(...entries);
        for (const entry of entries) entry.ack();
      });
      await events.publish(event(key, `${key} 4`));
      await until(() => textsOf(seen, key).length === 4);
      expect(textsOf(seen, key)).toEqual([1, 2, 3, 4].map((at) => `${key} ${at}`));
      expect(
        seen.filter(({ event }) => event.bytes.includes(key)).map(({ redelivered }) => redelivered),
      ).toEqual([true, true, true, false]);
    });

    it('come again after a handler failed', async () => {
      const key = randomUUID();
      let failures = 0;
      const seen: ShardEntry[] = [];
      await read((entries) => {
        if (textsOf(entries, key).length > 0 && failures === 0) {
          failures += 1;
          throw new Error('a handler that fails once');
        }
        seen.push(...entries);
        for (const entry of entries) entry.ack();
      });
      await (await publisher()).publish(event(key, key));
      await until(() => textsOf(seen, key).length === 1);
      expect(failures).toBe(1);
    });

    it('are not read by whoever has lost the lease without knowing it', async () => {
      const key = randomUUID();
      const shard = shardOf(key);
      const seen: ShardEntry[] = [];
      const { reader, participant } = await read((entries) => {
        seen.push(...entries);
      });
      await until(() => reader.shards.includes(shard));
      const { commands } = participant.connections;
      const events = await publisher();
      await events.publish(event(key, `${key} in hand`));
      await until(() => textsOf(seen, key).length === 1);
      await commands.set(shardKeys(shard).lease, 'somebody else');
      await events.publish(event(key, `${key} after`));
      await until(() => !reader.shards.includes(shard));
      expect(textsOf(seen, key)).toEqual([`${key} in hand`]);
      expect(seen.every(({ signal, shard: of }) => of !== shard || signal.aborted)).toBe(true);
      await commands.del(shardKeys(shard).lease);
      await until(() => textsOf(seen, key).length === 3);
      expect(textsOf(seen, key).slice(1)).toEqual([`${key} in hand`, `${key} after`]);
      for (const entry of seen) entry.ack();
    });

    it('are dropped from their shard when they are acknowledged, and kept while they are not', async () => {
      const key = randomUUID();
      const held: ShardEntry[] = [];
      const { participant } = await read((entries) => {
        for (const entry of entries) {
          if (entry.event.eventId === `${key} kept`) held.push(entry);
          else entry.ack();
        }
      });
      const events = await publisher();
      const first = await events.publish(event(key, `${key} gone`));
      const second = await events.publish(event(key, `${key} kept`));
      await events.publish(event(key, `${key} after`));
      const oldest = async () => {
        const [entry] = await participant.connections.commands.xrange(
          ...([shardKeys(shardOf(key)).stream, '-', '+', 'COUNT', 1] as const),
        );
        return entry?.[0];
      };
      expect(first.shardEntryId).not.toBe(second.shardEntryId);
      const lag = async () => {
        const metrics = await participant.platformMetrics.render();
        const shard = String(shardOf(key));
        const pattern = new RegExp(
          `^starling_event_shard_lag_seconds.*shard="${shard}".* (\\S+)$`,
          'm',
        );
        return Number(pattern.exec(metrics)?.[1]);
      };
      await until(async () => (await oldest()) === second.shardEntryId);
      await until(async () => (await lag()) > 0);
      held[0]?.ack();
      await until(async () => (await oldest()) !== second.shardEntryId);
      await until(async () => (await lag()) === 0);
    });
  });
}
