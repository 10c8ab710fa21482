import { describe, expect, it } from '@jest/globals';
import { type WebhookConfig } from '@starling/contract';
import { openBench, openTestStorage } from '../testing/bench.js';
import { anInstance, freshTenant } from '../testing/fixtures.js';

const webhook = (label: string, more: Partial<WebhookConfig> = {}): WebhookConfig => ({
  label,
  enabled: true,
  url: 'https://example.com/wh',
  authorization: null,
  byEvents: false,
  events: [],
  mediaBase64: false,
  ...more,
});

describe('Webhooks', () => {
  const bench = openBench();

  async function given(labels: string[] = []) {
    const { scope } = await freshTenant(bench);
    const { id } = await bench.repositories.instances.create(scope, anInstance('sales'));
    for (const label of labels) await bench.repositories.webhooks.put(scope, id, webhook(label));
    return { scope, id, webhooks: bench.repositories.webhooks };
  }

  it('come back exactly as they were sent, by label', async () => {
    const { scope, id, webhooks } = await given();
    const second = webhook('b', {
      authorization: ' Basic "x" ',
      byEvents: true,
      events: ['message.status', 'call.update', 'message.status'],
    });
    await webhooks.put(scope, id, second);
    await webhooks.put(scope, id, webhook('a'));
    expect(await webhooks.list(scope, id)).toEqual([webhook('a'), second]);
  });

  it('are replaced whole when the label is known', async () => {
    const { scope, id, webhooks } = await given();
    await webhooks.put(scope, id, webhook('default', { authorization: 'Bearer x' }));
    await webhooks.put(scope, id, webhook('default', { mediaBase64: true }));
    expect(await webhooks.list(scope, id)).toEqual([webhook('default', { mediaBase64: true })]);
  });

  it('are at most three when enabled; disabled ones do not count', async () => {
    const { scope, id, webhooks } = await given(['a', 'b', 'c']);
    const fourth = webhooks.put(scope, id, webhook('d'));
    await expect(fourth).rejects.toMatchObject({ code: 'TooManyEnabledWebhooks' });
    await webhooks.put(scope, id, webhook('d', { enabled: false, url: '' }));
    await webhooks.put(scope, id, webhook('c', { url: 'https://example.com/changed' }));
    await webhooks.put(scope, id, webhook('a', { enabled: false, url: '' }));
    await webhooks.put(scope, id, webhook('d'));
    expect((await webhooks.list(scope, id)).map(({ enabled }) => enabled)).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  it('stay at most three when two processes enable the last ones together', async () => {
    const { scope, id, webhooks } = await given(['a']);
    const second = await openTestStorage(bench.url);
    const tries = ['b', 'c', 'd', 'e'].flatMap((label) => [
      webhooks.put(scope, id, webhook(label)),
      second.repositories.webhooks.put(scope, id, webhook(`${label}2`)),
    ]);
    const settled = await Promise.allSettled(tries);
    await second.close();
    const refused = settled.filter((each) => each.status === 'rejected');
    expect(refused.map(({ reason }) => reason.code)).toEqual(
      Array.from({ length: 6 }, () => 'TooManyEnabledWebhooks'),
    );
    expect(await webhooks.list(scope, id)).toHaveLength(3);
  });

  it('are out of reach for another account', async () => {
    const { id, webhooks } = await given(['a']);
    const { scope } = await freshTenant(bench);
    const refused = { code: 'InstanceNotFound' };
    await expect(webhooks.list(scope, id)).rejects.toMatchObject(refused);
    await expect(webhooks.find(scope, id, 'a')).rejects.toMatchObject(refused);
    await expect(webhooks.put(scope, id, webhook('a'))).rejects.toMatchObject(refused);
  });
});
