import { describe, expect, it } from '@jest/globals';
import { openBench } from '../testing/bench.js';
import { aMessage, ownedSession } from '../testing/sessions.js';

describe('Messages that were kept long enough', () => {
  const bench = openBench();
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

  it('go by the rule of their account, else by that of the deployment', async () => {
    const [plain, own] = [await ownedSession(bench), await ownedSession(bench)];
    await bench.database.client.account.update({
      where: { id: own.accountId },
      data: { messageRetentionDays: 2 },
    });
    for (const lease of [plain, own]) {
      const messages = [1, 5, 200].map((days) => aMessage({ sentAt: daysAgo(days) }));
      await bench.repositories.sessionWrites.write(lease, { messages });
    }
    while ((await bench.repositories.messages.sweep(90, 2)) > 0);
    const left = async ({ instanceId }: { instanceId: string }) =>
      bench.database.client.message.count({ where: { instanceId } });
    expect([await left(plain), await left(own)]).toEqual([2, 1]);
  });
});
