import { describe, expect, it } from '@jest/globals';
import { type Repositories } from '../storage.js';
import { type AccountId, type InstanceId } from './ids.js';
import { mintTenantScope, TenantScope } from './tenant-scope.js';

/** Never called: whether it compiles is the test. The type check of `npm run lint` reads it. */
export function queriesThatForgetTheirTenant(
  {
    instances,
    webhooks,
    instanceSettings,
    proxyConfigs,
    s3Configs,
    websocketConfigs,
  }: Repositories,
  accountId: AccountId,
  id: InstanceId,
) {
  // @ts-expect-error a list of nobody's instances
  void instances.list();
  // @ts-expect-error an account id is not leave to use it
  void instances.list(accountId);
  // @ts-expect-error nor is something that looks like a scope
  void instances.list({ accountId });
  // @ts-expect-error an instance id alone says nothing of whose it is
  void instances.delete(id);
  // @ts-expect-error the same for each kind of configuration
  void webhooks.list(id);
  // @ts-expect-error as above
  void instanceSettings.get(id);
  // @ts-expect-error as above
  void proxyConfigs.get(id);
  // @ts-expect-error as above
  void s3Configs.get(id);
  // @ts-expect-error as above
  void websocketConfigs.find(id);
  // @ts-expect-error nobody else can make one
  void new TenantScope(accountId);
}

describe('A tenant scope', () => {
  const accountId = '0b2f6c1e-54a7-4f0b-9d0e-6f1c2a7d9e10' as AccountId;

  it('is for the account it was minted for', () => {
    const scope = mintTenantScope(accountId);
    expect(scope).toBeInstanceOf(TenantScope);
    expect(scope.accountId).toBe(accountId);
  });

  it('cannot be turned to another account afterwards', () => {
    const scope = mintTenantScope(accountId);
    expect(() => Object.assign(scope, { accountId: 'another' })).toThrow(TypeError);
    expect(scope.accountId).toBe(accountId);
  });
});
