import { describe, expect, it } from '@jest/globals';
import { openBench } from '../testing/bench.js';
import { anInstance, freshTenant } from '../testing/fixtures.js';

describe('Waiting events', () => {
  const bench = openBench();

  async function given() {
    const { scope } = await freshTenant(bench);
    const { id: instanceId } = await bench.repositories.instances.create(scope, anInstance('a'));
    return { scope, instanceId, waiting: bench.repositories.waitingEvents };
  }

  const anEvent = (sequence: number, file: Buffer | null = null) => ({
    sequence,
    name: 'message.exchange',
    eventId: `e${sequence}`,
    chat: '551@s.whatsapp.net',
    body: Buffer.from(`{"sequence":${sequence}}`),
    file,
  });

  it('come back whole and in the order of their sequence, whichever was written first', async () => {
    const { scope, instanceId, waiting } = await given();
    const now = Date.now() * 1_000;
    const first = anEvent(now, Buffer.from([0, 1, 2]));
    const second = anEvent(now + 1);
    await waiting.keep(scope, instanceId, second);
    const id = await waiting.keep(scope, instanceId, first);
    expect(await waiting.list(scope, instanceId)).toMatchObject([{ id, ...first }, second]);
    await waiting.remove(scope, id ?? '');
    expect(await waiting.list(scope, instanceId)).toMatchObject([second]);
  });

  it('wait once, however often WhatsApp delivers what they tell', async () => {
    const { scope, instanceId, waiting } = await given();
    const id = await waiting.keep(scope, instanceId, anEvent(1));
    expect(await waiting.keep(scope, instanceId, anEvent(1))).toBeUndefined();
    expect(await waiting.list(scope, instanceId)).toMatchObject([{ id }]);
  });

  it('of another account are neither kept, listed nor removed, and go with their instance', async () => {
    const { scope, instanceId, waiting } = await given();
    const { scope: stranger } = await freshTenant(bench);
    expect(await waiting.keep(stranger, instanceId, anEvent(1))).toBeUndefined();
    const id = await waiting.keep(scope, instanceId, anEvent(1));
    expect(await waiting.list(stranger, instanceId)).toEqual([]);
    await waiting.remove(stranger, id ?? '');
    expect(await waiting.list(scope, instanceId)).toHaveLength(1);
    await bench.repositories.instances.delete(scope, instanceId);
    expect(await bench.database.client.waitingEvent.count({ where: { instanceId } })).toBe(0);
  });
});
