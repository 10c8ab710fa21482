import { describe, expect, it } from '@jest/globals';
import { openBench } from '../testing/bench.js';
import { anInstance, freshTenant } from '../testing/fixtures.js';

describe('Secrets of webhooks', () => {
  const bench = openBench();

  async function given() {
    const { webhooks, webhookSecrets, webhookTargets, instances } = bench.repositories;
    const { scope } = await freshTenant(bench);
    const { id } = await instances.create(scope, anInstance('sales'));
    const configure = (url: string) =>
      webhooks.put(scope, id, {
        label: 'default',
        enabled: true,
        url,
        authorization: null,
        byEvents: false,
        events: [],
        mediaBase64: false,
      });
    await configure('https://example.com/a');
    const secretsNow = async () => (await webhookTargets.listOf(id))[0]?.secrets;
    const put = (secret: string, label = 'default') => webhookSecrets.put(scope, id, label, secret);
    return { scope, id, configure, secretsNow, put, webhookSecrets };
  }

  it('sign newest first beside the one before, and outlive a new configuration', async () => {
    const { id, configure, secretsNow, put } = await given();
    expect(await secretsNow()).toEqual([]);
    expect(await put('first')).toEqual({ formerUntil: null });
    expect(await secretsNow()).toEqual(['first']);
    const row = await bench.database.client.webhook.findFirst({ where: { instanceId: id } });
    expect(row?.secret).not.toContain('first');
    const changed = await put('second');
    const hoursLeft = ((changed?.formerUntil?.getTime() ?? 0) - Date.now()) / 3_600_000;
    expect(Math.round(hoursLeft)).toBe(24);
    await configure('https://example.com/b');
    expect(await secretsNow()).toEqual(['second', 'first']);
    await put('third');
    expect(await secretsNow()).toEqual(['third', 'second']);
  });

  it('are gone at once when they are removed, the former one too', async () => {
    const { scope, id, secretsNow, put, webhookSecrets } = await given();
    await put('first');
    await put('second');
    expect(await webhookSecrets.remove(scope, id, 'default')).toBe(true);
    expect(await secretsNow()).toEqual([]);
    expect(await put('third')).toEqual({ formerUntil: null });
  });

  it('belong to webhooks that are there, and to their account', async () => {
    const { id, secretsNow, put, webhookSecrets } = await given();
    expect(await put('x', 'other')).toBeUndefined();
    const { scope: stranger } = await freshTenant(bench);
    expect(await webhookSecrets.put(stranger, id, 'default', 'x')).toBeUndefined();
    expect(await webhookSecrets.remove(stranger, id, 'default')).toBe(false);
    expect(await secretsNow()).toEqual([]);
  });
});
