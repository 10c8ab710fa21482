import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { DEFAULT_MEDIA_QUOTA_BYTES } from '@starling/contract';
import { type AccountId, type InstanceId } from '../tenancy/ids.js';
import { openBench } from '../testing/bench.js';
import { anInstance, freshTenant } from '../testing/fixtures.js';

interface StoredMessage {
  readonly ageMs?: number;
  readonly source?: string;
  readonly status?: number;
  readonly fromMe?: boolean;
}

const DAY_MS = 24 * 60 * 60 * 1000;

describe('The usage of an account', () => {
  const bench = openBench();
  const usageOf = (id: AccountId) => bench.repositories.accountUsages.read(id);

  const store = (instanceId: InstanceId, message: StoredMessage) => {
    const { ageMs = 0, ...columns } = message;
    return bench.database.client.message.create({
      data: {
        instanceId,
        messageId: randomUUID(),
        chatJid: '551199@s.whatsapp.net',
        fromMe: true,
        type: 'text',
        source: 'api',
        status: 1,
        sentAt: new Date(Date.now() - ageMs),
        ...columns,
      },
    });
  };

  it('is nothing for a new account', async () => {
    const { id } = await freshTenant(bench);
    expect(await usageOf(id)).toEqual({
      instances: 0,
      connectedInstances: 0,
      messagesToday: 0,
      messagesLast30Days: 0,
      mediaBytes: 0,
      mediaQuotaBytes: DEFAULT_MEDIA_QUOTA_BYTES,
    });
  });

  it('counts instances, and those that are connected', async () => {
    const { id, scope } = await freshTenant(bench);
    const { instances } = bench.repositories;
    const first = await instances.create(scope, anInstance('sales'));
    await instances.create(scope, anInstance('support'));
    await bench.database.client.instance.update({
      where: { id: first.id },
      data: { state: 'connected' },
    });
    expect(await usageOf(id)).toMatchObject({ instances: 2, connectedInstances: 1 });
  });

  it('counts what was sent through the API today and in the last 30 days, and nothing else', async () => {
    const { id, scope } = await freshTenant(bench);
    const sales = await bench.repositories.instances.create(scope, anInstance('sales'));
    const support = await bench.repositories.instances.create(scope, anInstance('support'));
    await store(sales.id, {});
    await store(support.id, { source: 'crm' });
    await store(sales.id, { ageMs: DAY_MS });
    await store(sales.id, { ageMs: 29 * DAY_MS });
    await store(sales.id, { ageMs: 31 * DAY_MS });
    await store(sales.id, { status: -1 });
    await store(sales.id, { source: '' });
    await store(sales.id, { fromMe: false, source: '' });
    expect(await usageOf(id)).toMatchObject({ messagesToday: 2, messagesLast30Days: 4 });
  });

  it('has nothing of another account', async () => {
    const { id } = await freshTenant(bench);
    const other = await freshTenant(bench);
    const instance = await bench.repositories.instances.create(other.scope, anInstance('sales'));
    await store(instance.id, {});
    expect(await usageOf(id)).toMatchObject({ instances: 0, messagesLast30Days: 0 });
  });

  it('of an unknown account does not exist', async () => {
    await expect(usageOf(randomUUID() as AccountId)).rejects.toMatchObject({
      code: 'AccountNotFound',
    });
  });
});
