import { describe, expect, it } from '@jest/globals';
import { openBench } from '../testing/bench.js';
import { ownedSession } from '../testing/sessions.js';

describe('An idempotency key', () => {
  const bench = openBench();
  const HASH = Buffer.from('one');

  async function aSend(requestHash = HASH) {
    const { scope, instanceId } = await ownedSession(bench);
    const { idempotencyKeys: keys } = bench.repositories;
    const send = { instanceId, key: 'order 7', requestHash };
    const claim = (messageId: string, busySeconds = 60, change = {}) =>
      keys.claim(scope, { ...send, ...change }, messageId, busySeconds);
    return { keys, send, claim };
  }

  it('is given to one of many who ask at once', async () => {
    const { claim } = await aSend();
    const verdicts = await Promise.all(['A', 'B', 'C', 'D'].map((id) => claim(id)));
    expect(verdicts.map(({ kind }) => kind).sort()).toEqual(['busy', 'busy', 'busy', 'ours']);
  });

  it('answers later requests with the first reply', async () => {
    const { keys, send, claim } = await aSend();
    await claim('A');
    await keys.answer(send, { messageId: 'A', data: { content: 'é' } });
    expect(await claim('B')).toEqual({
      kind: 'answered',
      reply: { messageId: 'A', data: { content: 'é' } },
    });
  });

  it('keeps its message for whoever goes on after a gateway died', async () => {
    const { claim } = await aSend();
    await claim('A', 0);
    expect(await claim('B')).toEqual({ kind: 'ours', messageId: 'A', isRepeated: true });
  });

  it('is free again when nothing was sent', async () => {
    const { keys, send, claim } = await aSend();
    await claim('A');
    await keys.forget(send);
    expect(await claim('B')).toEqual({ kind: 'ours', messageId: 'B', isRepeated: false });
  });

  it('stands for one request only', async () => {
    const { claim } = await aSend();
    await claim('A', 0);
    expect(await claim('B', 60, { requestHash: Buffer.from('two') })).toEqual({
      kind: 'other_request',
    });
  });

  it('is forgotten after a day', async () => {
    const { keys, claim } = await aSend();
    await claim('A');
    expect(await keys.sweep(10)).toBe(0);
    const createdAt = new Date(Date.now() - 25 * 3_600_000);
    await bench.database.client.idempotencyKey.updateMany({ data: { createdAt } });
    expect(await keys.sweep(1_000)).toBeGreaterThanOrEqual(1);
    expect(await claim('B')).toMatchObject({ kind: 'ours', messageId: 'B' });
  });
});
