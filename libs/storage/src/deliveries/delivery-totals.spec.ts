import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { openBench } from '../testing/bench.js';
import { anInstance, freshTenant } from '../testing/fixtures.js';

describe('Totals of deliveries', () => {
  const bench = openBench();

  async function given(url: string) {
    const { webhooks, webhookTargets, webhookAttempts, deadLetters, instances } =
      bench.repositories;
    const { scope } = await freshTenant(bench);
    const { accountId } = scope;
    const { id: instanceId } = await instances.create(scope, anInstance('sales'));
    await webhooks.put(scope, instanceId, {
      label: 'default',
      enabled: true,
      url,
      authorization: null,
      byEvents: false,
      events: [],
      mediaBase64: false,
    });
    const [target] = await webhookTargets.listOf(instanceId);
    const ids = { accountId, instanceId, webhookId: target?.webhookId ?? '', event: 'call.update' };
    const attempt = (outcome: 'delivered' | 'retry' | 'dead', latencyMs: number, daysAgo = 0) =>
      webhookAttempts.record([
        {
          ...ids,
          deliveryId: randomUUID(),
          eventId: 'e',
          attempt: 1,
          outcome,
          latencyMs,
          status: 200,
          error: null,
          response: null,
          attemptedAt: new Date(Date.now() - daysAgo * 86_400_000),
        },
      ]);
    const bury = () =>
      deadLetters.keep({
        ...ids,
        deliveryId: randomUUID(),
        eventId: 'e',
        body: Buffer.from('{}'),
        attempts: 1,
        lastStatus: 410,
        lastError: null,
        firstAttemptAt: new Date(),
      });
    return { accountId, attempt, bury };
  }

  it('count the last day by account, the worst first, and tell of an endpoint its host alone', async () => {
    const url = 'HTTPS://user:p@ss@Hooks.Example:8443/wh/secret@path?token=x@y';
    const slow = await given(url);
    await slow.attempt('retry', 900);
    await slow.attempt('dead', 800, 2);
    await slow.bury();
    const quick = await given('http://quick.example?token=x');
    await quick.attempt('delivered', 5);
    const totals = bench.repositories.deliveryTotals;
    const [first, second] = [slow.accountId, quick.accountId];
    expect(await totals.byAccount(10)).toMatchObject([
      { accountId: first, delivered: 0, retried: 1, dead: 0, deadLetters: 1 },
      { accountId: second, delivered: 1, retried: 0, dead: 0, deadLetters: 0 },
    ]);
    expect(await totals.slowestEndpoints(10)).toEqual([
      { accountId: first, host: 'hooks.example:8443', attempts: 1, failures: 1, latencyP95Ms: 900 },
      { accountId: second, host: 'quick.example', attempts: 1, failures: 0, latencyP95Ms: 5 },
    ]);
    expect(await totals.slowestEndpoints(1)).toHaveLength(1);
  });
});
