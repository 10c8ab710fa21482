import { describe, expect, it } from '@jest/globals';
import { DEFAULT_SETTINGS, NO_PROXY, NO_S3, type ProxyChange } from '@starling/contract';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';
import { openBench } from '../testing/bench.js';
import { anInstance, freshTenant } from '../testing/fixtures.js';

describe('The configuration of an instance', () => {
  const bench = openBench();

  async function given() {
    const { scope } = await freshTenant(bench);
    const { id, updatedAt } = await bench.repositories.instances.create(scope, anInstance('sales'));
    return { scope, id, updatedAt };
  }

  const proxy = (password: (ProxyChange & { enabled: true })['password']): ProxyChange => ({
    enabled: true,
    host: '10.0.0.2',
    port: '8080',
    protocol: 'http',
    username: null,
    password,
  });

  it('changes the settings that are sent and keeps the others', async () => {
    const { scope, id } = await given();
    const { instanceSettings } = bench.repositories;
    await instanceSettings.change(scope, id, { autoRejectCalls: true });
    await instanceSettings.change(scope, id, { callRejectMessage: 'later' });
    expect(await instanceSettings.get(scope, id)).toEqual({
      ...DEFAULT_SETTINGS,
      autoRejectCalls: true,
      callRejectMessage: 'later',
    });
  });

  it('keeps, replaces or removes the password of a proxy, as it was told', async () => {
    const { scope, id } = await given();
    const { proxyConfigs } = bench.repositories;
    const passwordAfter = async (change: (ProxyChange & { enabled: true })['password']) => {
      await proxyConfigs.change(scope, id, proxy(change));
      return (await proxyConfigs.findAccess(scope, id))?.password;
    };
    expect(await passwordAfter({ kind: 'keep' })).toBeNull();
    expect(await passwordAfter({ kind: 'set', password: 'first' })).toBe('first');
    expect(await passwordAfter({ kind: 'keep' })).toBe('first');
    expect(await passwordAfter({ kind: 'remove' })).toBeNull();
  });

  it('forgets a proxy with its password when it goes off', async () => {
    const { scope, id } = await given();
    const { proxyConfigs } = bench.repositories;
    await proxyConfigs.change(scope, id, proxy({ kind: 'set', password: 'first' }));
    expect(await proxyConfigs.change(scope, id, { enabled: false })).toEqual(NO_PROXY);
    await proxyConfigs.change(scope, id, proxy({ kind: 'keep' }));
    expect((await proxyConfigs.findAccess(scope, id))?.password).toBeNull();
  });

  it('never tells the secret key of a bucket, and forgets it when the bucket goes off', async () => {
    const { scope, id } = await given();
    const { s3Configs } = bench.repositories;
    const bucket = { region: 'r', bucket: 'b', accessKey: 'a', endpoint: '', pathPrefix: null };
    const told = { enabled: true, ...bucket, secretKey: null };
    const change = { enabled: true, ...bucket, secretKey: 'secret' } as const;
    expect(await s3Configs.change(scope, id, change)).toEqual(told);
    expect(await s3Configs.get(scope, id)).toEqual(told);
    expect((await s3Configs.findAccess(scope, id))?.secretKey).toBe('secret');
    expect(await s3Configs.change(scope, id, { enabled: false })).toEqual(NO_S3);
    expect(await s3Configs.findAccess(scope, id)).toBeUndefined();
  });

  it('has no socket row until one is written, and then the one written last', async () => {
    const { scope, id } = await given();
    const { websocketConfigs } = bench.repositories;
    expect(await websocketConfigs.find(scope, id)).toBeUndefined();
    const events: ['label.update', 'call.update'] = ['label.update', 'call.update'];
    await websocketConfigs.put(scope, id, { enabled: true, events, mediaBase64: true });
    expect((await websocketConfigs.find(scope, id))?.events).toEqual(events);
    const disabled = { enabled: false, events: [], mediaBase64: false };
    await websocketConfigs.put(scope, id, disabled);
    expect(await websocketConfigs.find(scope, id)).toEqual(disabled);
  });

  it('moves the time of the instance’s last change', async () => {
    const { scope, id, updatedAt } = await given();
    await bench.repositories.instanceSettings.change(scope, id, { ignoreStatus: true });
    const changed = await bench.repositories.instances.find(scope, id);
    expect(changed?.updatedAt.getTime()).toBeGreaterThan(updatedAt.getTime());
  });

  it('is out of reach for another account', async () => {
    const { id } = await given();
    const { scope } = await freshTenant(bench);
    const { instanceSettings, proxyConfigs, s3Configs, websocketConfigs } = bench.repositories;
    const refused = { code: 'InstanceNotFound' };
    const socket = { enabled: true, events: [], mediaBase64: false };
    await expect(instanceSettings.change(scope, id, { ignoreStatus: true })).rejects.toMatchObject(
      refused,
    );
    await expect(proxyConfigs.change(scope, id, proxy({ kind: 'keep' }))).rejects.toMatchObject(
      refused,
    );
    await expect(s3Configs.change(scope, id, { enabled: false })).rejects.toMatchObject(refused);
    await expect(websocketConfigs.put(scope, id, socket)).rejects.toMatchObject(refused);
    await expectUnreadable(scope, id);
  });

  it('is not found any more, instead of being the defaults, once the instance is gone', async () => {
    const { scope, id } = await given();
    await bench.repositories.instances.delete(scope, id);
    await expectUnreadable(scope, id);
  });

  async function expectUnreadable(scope: TenantScope, id: InstanceId) {
    const { instanceSettings, proxyConfigs, s3Configs, websocketConfigs, messageCounters } =
      bench.repositories;
    const reads = await Promise.allSettled([
      instanceSettings.get(scope, id),
      proxyConfigs.get(scope, id),
      proxyConfigs.findAccess(scope, id),
      s3Configs.get(scope, id),
      s3Configs.findAccess(scope, id),
      websocketConfigs.find(scope, id),
      messageCounters.count(scope, id),
    ]);
    for (const read of reads) {
      expect(read).toMatchObject({ status: 'rejected', reason: { code: 'InstanceNotFound' } });
    }
  }
});
