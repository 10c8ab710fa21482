import { describe, expect, it } from '@jest/globals';
import { openBench } from '../testing/bench.js';
import { aMessage, ownedSession } from '../testing/sessions.js';
import { higherStatus } from './message-status.js';

describe('A message stored twice', () => {
  const bench = openBench();

  const RISES: [string, number[], number][] = [
    ['an acknowledgment that comes late', [4, 2], 4],
    ['an error after it was sent', [1, -1], 1],
    ['an error while it was pending', [0, -1], -1],
    ['a pending echo after the error', [-1, 0], -1],
    ['an acknowledgment after an error', [-1, 1, 0], 1],
  ];

  it.each(RISES)('never goes back: %s', async (_, statuses, expected) => {
    const { sessionWrites } = bench.repositories;
    const [apart, together] = [await ownedSession(bench), await ownedSession(bench)];
    const [first] = statuses;
    const message = aMessage({ status: first ?? 0 });
    for (const status of statuses) {
      await sessionWrites.write(apart, { messages: [{ ...message, status }] });
    }
    await sessionWrites.write(together, {
      messages: statuses.map((status) => ({ ...message, status })),
    });
    for (const { instanceId } of [apart, together]) {
      const rows = await bench.database.client.message.findMany({ where: { instanceId } });
      expect(rows.map(({ status }) => status)).toEqual([expected]);
    }
  });

  it('stays as it was first, but for its status', async () => {
    const { sessionWrites } = bench.repositories;
    const lease = await ownedSession(bench);
    const message = aMessage({ content: 'first' });
    await sessionWrites.write(lease, { messages: [message] });
    await sessionWrites.write(lease, { messages: [{ ...message, content: 'second', status: 1 }] });
    const { instanceId } = lease;
    const rows = await bench.database.client.message.findMany({ where: { instanceId } });
    expect(rows).toMatchObject([{ content: 'first', status: 1, statusAt: expect.any(Date) }]);
  });

  it('is two messages when one was sent and the other received', async () => {
    const { sessionWrites } = bench.repositories;
    const lease = await ownedSession(bench);
    const message = aMessage();
    await sessionWrites.write(lease, { messages: [message, { ...message, fromMe: true }] });
    const { instanceId } = lease;
    expect(await bench.database.client.message.count({ where: { instanceId } })).toBe(2);
  });

  it('ends with the same status whichever came first', () => {
    for (const one of [-1, 0, 1, 2, 3, 4, 5]) {
      for (const other of [-1, 0, 1, 2, 3, 4, 5]) {
        expect(higherStatus(one, other)).toBe(higherStatus(other, one));
      }
    }
  });
});
