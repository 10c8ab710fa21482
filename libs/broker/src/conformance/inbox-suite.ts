import { afterEach, describe, expect, it } from '@jest/globals';
import { type EntryKind, type InboxEntry } from '../inbox/entry.js';
import { inboxKey } from '../connections/keys.js';
import { Participant } from './participant.js';
import { until } from '@starling/testing';

export function inboxSuite(redisUrl: () => string): void {
  describe('An inbox', () => {
    const present: Participant[] = [];
    const join = async (prepare?: (participant: Participant) => void) => {
      const participant = await Participant.join(redisUrl(), 'session-worker', prepare);
      present.push(participant);
      return participant;
    };
    const joinReading = async (...kinds: EntryKind[]) => {
      const batches: (readonly InboxEntry[])[] = [];
      const participant = await join(({ inbox }) =>
        kinds.forEach((kind) => inbox.on(kind, (entries) => batches.push(entries))),
      );
      return { participant, batches };
    };
    afterEach(async () => {
      await Promise.all(present.splice(0).map((participant) => participant.leave()));
    });

    it('hands over the bytes as they were sent', async () => {
      const { participant, batches } = await joinReading('event');
      const bytes = Buffer.from([0, 255, 13, 10, 0x80, 0xc3]);
      const sender = await join();
      expect(await sender.sender.send(participant.id, 'event', { instance: 'späť' }, bytes)).toBe(
        'appended',
      );
      await until(() => batches.length > 0);
      expect(batches[0]?.[0]).toMatchObject({ kind: 'event', fields: { instance: 'späť' } });
      expect(batches[0]?.[0]?.body.equals(bytes)).toBe(true);
    });

    it('keeps the order across kinds and joins neighbours of one kind', async () => {
      const { participant, batches } = await joinReading('event', 'control');
      const { sender } = await join();
      const kinds = ['event', 'event', 'control', 'event', 'event', 'event'] as const;
      await Promise.all(
        kinds.map((kind, at) => sender.send(participant.id, kind, { at: String(at) }, '')),
      );
      await until(() => batches.flat().length === kinds.length);
      expect(batches.flat().map(({ fields }) => fields['at'])).toEqual([
        '0',
        '1',
        '2',
        '3',
        '4',
        '5',
      ]);
      for (const batch of batches) expect(new Set(batch.map(({ kind }) => kind)).size).toBe(1);
    });

    it('takes thousands at once in order and keeps nothing that was read', async () => {
      const { participant, batches } = await joinReading('event');
      const { sender } = await join();
      const count = 3_000;
      await Promise.all(
        Array.from({ length: count }, (_, at) =>
          sender.send(participant.id, 'event', {}, String(at)),
        ),
      );
      await until(() => batches.flat().length === count);
      expect(batches.flat().map(({ body }) => Number(body.toString()))).toEqual(
        Array.from({ length: count }, (_, at) => at),
      );
      const stored = () => participant.connections.commands.xlen(inboxKey(participant.id));
      await until(async () => (await stored()) <= 250);
    });

    it('goes on reading after a handler threw, and counts the failure', async () => {
      let seen = 0;
      const participant = await join(({ inbox }) =>
        inbox.on('control', () => {
          seen += 1;
          throw new Error('a handler that fails');
        }),
      );
      const { sender } = await join();
      await sender.send(participant.id, 'control', {}, '');
      await until(() => seen === 1);
      await sender.send(participant.id, 'control', {}, '');
      await until(() => seen === 2);
      expect(await participant.platformMetrics.render()).toContain(
        'starling_inbox_handler_failures_total{kind="control",role="sandbox"} 2',
      );
    });

    it('that does not exist, or was closed, tells the sender at once', async () => {
      const { sender } = await join();
      expect(await sender.send('nobody', 'control', {}, '')).toBe('no_such_process');
      const gone = await Participant.join(redisUrl());
      await gone.leave();
      expect(await sender.send(gone.id, 'control', {}, '')).toBe('no_such_process');
    });

    it('expires when its process no longer shows life', async () => {
      const participant = await join();
      const remainingMs = await participant.connections.commands.pttl(inboxKey(participant.id));
      expect(remainingMs).toBeGreaterThan(0);
      expect(remainingMs).toBeLessThanOrEqual(10_000);
    });

    it('that was lost is made again by the next sign of life and read as before', async () => {
      const { participant, batches } = await joinReading('control');
      const { sender, connections } = await join();
      await connections.commands.del(inboxKey(participant.id));
      expect(await sender.send(participant.id, 'control', {}, 'lost')).toBe('no_such_process');
      await until(
        async () => (await sender.send(participant.id, 'control', {}, 'back')) === 'appended',
      );
      await until(() => batches.length > 0);
      expect(batches[0]?.[0]?.body.toString()).toBe('back');
    });
  });
}
