import { describe, expect, it } from '@jest/globals';
import { openBench } from '../testing/bench.js';
import { aMessage, ownedSession } from '../testing/sessions.js';

const MIB = 1024 * 1024;

describe('A page of the history', () => {
  const bench = openBench();

  it('ends early when its messages are large, and the next one goes on there', async () => {
    const { messages, sessionWrites } = bench.repositories;
    const lease = await ownedSession(bench);
    const rows = Array.from({ length: 6 }, (_, n) =>
      aMessage({
        messageId: `M${n}`,
        chatJid: 'a@s.whatsapp.net',
        content: 'x'.repeat(5 * MIB),
        payload: Buffer.alloc(100),
        sentAt: new Date(Date.UTC(2026, 0, 1, 0, 0, n)),
      }),
    );
    for (const row of rows) await sessionWrites.write(lease, { messages: [row] });
    const page = async (toSeconds?: number) => {
      const query = { chatJids: ['a@s.whatsapp.net'], fromSeconds: undefined, limit: 10 };
      const found = await messages.history(lease.scope, lease.instanceId, { ...query, toSeconds });
      return found.map(({ messageId, foundCount }) => [messageId, foundCount]);
    };
    expect(await page()).toEqual([
      ['M5', 6],
      ['M4', 6],
      ['M3', 6],
      ['M2', 6],
    ]);
    expect(await page(Date.UTC(2026, 0, 1, 0, 0, 1) / 1_000)).toEqual([
      ['M1', 2],
      ['M0', 2],
    ]);
  });
});
