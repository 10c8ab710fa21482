import { describe, expect, it } from '@jest/globals';
import { type WebhookConfig } from '@starling/contract';
import { openBench } from '../testing/bench.js';
import { anInstance, freshTenant } from '../testing/fixtures.js';
import { DurableInterests } from './durable-interests.js';

describe('Durable interests', () => {
  const bench = openBench();

  async function given() {
    const { webhooks, instances } = bench.repositories;
    const { scope } = await freshTenant(bench);
    const { id } = await instances.create(scope, anInstance('sales'));
    const put = (label: string, more: Partial<WebhookConfig>) =>
      webhooks.put(scope, id, {
        label,
        enabled: true,
        url: 'https://app.example',
        authorization: null,
        byEvents: false,
        events: [],
        mediaBase64: false,
        ...more,
      });
    return { scope, id, put };
  }

  it('are those of the enabled webhooks', async () => {
    const { scope, id, put } = await given();
    await put('a', { events: ['call.update'] });
    await put('b', { enabled: false });
    await put('c', { mediaBase64: true });
    expect(await bench.repositories.durableInterests.list(scope, id)).toMatchObject([
      { events: ['call.update'], mediaBase64: false },
      { events: [], mediaBase64: true },
    ]);
  });

  it('are the sum of what targets of every kind want', async () => {
    const { scope, id } = await given();
    const one = { events: [], mediaBase64: false };
    const other = { events: ['call.update' as const], mediaBase64: true };
    const interests = new DurableInterests([
      () => Promise.resolve([one]),
      () => Promise.resolve([]),
      () => Promise.resolve([other]),
    ]);
    expect(await interests.list(scope, id)).toEqual([one, other]);
  });
});
