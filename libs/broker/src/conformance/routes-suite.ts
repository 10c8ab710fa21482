import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { RouteRegistry, type RouteTimes } from '../routes/route-registry.js';
import { RouteStore } from '../routes/route-store.js';
import { RouteTable } from '../routes/route-table.js';
import { Participant } from './participant.js';
import { until } from '@starling/testing';

const UNHURRIED: RouteTimes = { answerLimitMs: 10_000, refreshEveryMs: 600_000 };
const ALL = { events: [], mediaBase64: false };

export function routesSuite(redisUrl: () => string): void {
  describe('Routes', () => {
    const closing: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
    });

    const owner = async () => {
      const tables: RouteTable[] = [];
      const participant = await Participant.join(redisUrl(), 'session-worker', (joining) => {
        const { inbox, sender, membership, connections } = joining;
        tables.push(new RouteTable(new RouteStore(connections), inbox, sender, membership));
      });
      closing.push(() => participant.leave());
      return { id: participant.id, table: tables[0] as RouteTable };
    };
    const node = async (findOwner: () => string | null, times = UNHURRIED) => {
      const registries: RouteRegistry[] = [];
      const participant = await Participant.join(redisUrl(), 'ws-fanout', (joining) => {
        const { inbox, sender, connections } = joining;
        const find = async () => Promise.resolve(findOwner());
        registries.push(new RouteRegistry(new RouteStore(connections), inbox, sender, find, times));
      });
      const registry = registries[0] as RouteRegistry;
      await participant.membership.join();
      closing.push(async () => {
        await registry.stop();
        await participant.membership.leave();
        await participant.leave();
      });
      return { id: participant.id, registry, participant };
    };

    it('are known to the owner as soon as they are acknowledged, each event by its filter', async () => {
      const [instance, { id, table }] = [randomUUID(), await owner()];
      await table.load(instance);
      expect(table.nodesFor(instance, 'call.update')).toEqual([]);
      const [all, some] = [await node(() => id), await node(() => id)];
      expect(await all.registry.open(instance, ALL)).toBe('acknowledged');
      const interest = { events: ['call.update' as const], mediaBase64: true };
      expect(await some.registry.open(instance, interest)).toBe('acknowledged');
      expect(table.nodesFor(instance, 'call.update')).toEqual([all.id, some.id]);
      expect(table.nodesFor(instance, 'group.flow')).toEqual([all.id]);
      expect(table.nodesFor(randomUUID(), 'call.update')).toEqual([]);
    });

    it('follow what a node tells later, until its last client is gone', async () => {
      const [instance, { id, table }] = [randomUUID(), await owner()];
      await table.load(instance);
      const one = await node(() => id);
      await one.registry.open(instance, ALL);
      await one.registry.open(instance, { events: ['group.flow'], mediaBase64: false });
      expect(table.nodesFor(instance, 'call.update')).toEqual([]);
      await one.registry.close(instance);
      expect(table.nodesFor(instance, 'group.flow')).toEqual([]);
      const successor = await owner();
      await successor.table.load(instance);
      expect(successor.table.nodesFor(instance, 'group.flow')).toEqual([]);
    });

    it('that were opened while nobody owned the instance are read by its owner, those of the dead are not', async () => {
      const instance = randomUUID();
      const [living, dead] = [await node(() => null), await node(() => null)];
      expect(await living.registry.open(instance, ALL)).toBe('unowned');
      await dead.registry.open(instance, ALL);
      await dead.participant.membership.leave();
      const { table } = await owner();
      await table.load(instance);
      expect(table.nodesFor(instance, 'message.exchange')).toEqual([living.id]);
    });

    it('open at once when the owner is gone, or has let go of the instance', async () => {
      const [instance, { id, table }] = [randomUUID(), await owner()];
      const stranded = await node(() => 'session-worker-gone');
      expect(await stranded.registry.open(instance, ALL)).toBe('unowned');
      await table.load(instance);
      table.drop(instance);
      const late = await node(() => id);
      expect(await late.registry.open(instance, ALL)).toBe('not_held');
      expect(table.nodesFor(instance, 'message.exchange')).toEqual([]);
    });

    it('do not wait longer than their limit for an owner that is silent', async () => {
      const silent = await Participant.join(redisUrl());
      closing.push(() => silent.leave());
      const one = await node(() => silent.id, { ...UNHURRIED, answerLimitMs: 50 });
      expect(await one.registry.open(randomUUID(), ALL)).toBe('unanswered');
    });

    it('are announced once for all who come together, and again after an announcement failed', async () => {
      const [instance, { id, table }] = [randomUUID(), await owner()];
      await table.load(instance);
      let asked = 0;
      const one = await node(() => {
        asked += 1;
        if (asked === 1) throw new Error('the database is away');
        return id;
      });
      await expect(one.registry.open(instance, ALL)).rejects.toThrow('the database is away');
      const together = Array.from({ length: 50 }, () => one.registry.open(instance, ALL));
      expect(new Set(await Promise.all(together))).toEqual(new Set(['acknowledged']));
      expect(asked).toBe(2);
    });

    it('of a node that was taken for dead come back by themselves', async () => {
      const [instance, { id, table }] = [randomUUID(), await owner()];
      await table.load(instance);
      const one = await node(() => id, { ...UNHURRIED, refreshEveryMs: 20 });
      await one.registry.open(instance, ALL);
      table.forgetNode(one.id);
      await until(() => table.nodesFor(instance, 'message.exchange').includes(one.id));
    });
  });
}
