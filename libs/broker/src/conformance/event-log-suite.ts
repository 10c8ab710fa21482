import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventLog } from '../events/event-log.js';
import { isAfter, isLogId } from '../events/log-id.js';
import { Participant } from './participant.js';

const OLDEST = '0-0';
const LONG_S = 600;

export function eventLogSuite(redisUrl: () => string): void {
  describe('The event log', () => {
    let participant: Participant;
    let log: EventLog;
    beforeAll(async () => {
      participant = await Participant.join(redisUrl(), 'session-worker', ({ connections }) => {
        log = new EventLog(connections);
      });
    });
    afterAll(() => participant.leave());

    const append = (instance: string, text: string, keepSeconds = LONG_S) =>
      log.append(instance, keepSeconds, { name: 'call.update', bytes: Buffer.from(text) });
    const textsAfter = async (instance: string, since: string, limit = 100) =>
      (await log.read(instance, since, limit)).map(({ bytes }) => bytes.toString());

    it('gives back the bytes in order, behind any id, page by page', async () => {
      const instance = randomUUID();
      const bytes = Buffer.from([0, 255, 10, 13]);
      const first = await log.append(instance, LONG_S, { name: 'call.update', bytes });
      const ids = await Promise.all(['a', 'b', 'c'].map((text) => append(instance, text)));
      expect([first, ...ids].every(isLogId)).toBe(true);
      expect(ids.every((id, index) => isAfter(id, [first, ...ids][index] as string))).toBe(true);
      const [entry] = await log.read(instance, OLDEST, 1);
      expect(entry).toEqual({ id: first, name: 'call.update', bytes });
      expect(await textsAfter(instance, first)).toEqual(['a', 'b', 'c']);
      expect(await textsAfter(instance, first, 2)).toEqual(['a', 'b']);
      expect(await textsAfter(instance, ids[2] as string)).toEqual([]);
    });

    it('keeps instances apart, and knows nothing of one that never had an event', async () => {
      const [one, other] = [randomUUID(), randomUUID()];
      await append(one, 'mine');
      expect(await textsAfter(other, OLDEST)).toEqual([]);
    });

    it('says whether something behind an id is no longer kept', async () => {
      const instance = randomUUID();
      const first = await append(instance, 'first', 1);
      expect(await log.hasGapAfter(instance, first, 1)).toBe(false);
      await append(instance, 'second', 1);
      await wait(1_100);
      // Nothing was added for as long as events are kept: the stream is gone, with what came after the first.
      expect(await textsAfter(instance, OLDEST)).toEqual([]);
      expect(await log.hasGapAfter(instance, first, 1)).toBe(true);
      expect(await log.hasGapAfter(instance, `${Date.now()}-0`, 1)).toBe(false);
    });
  });
}
