import { randomBytes, randomUUID } from 'node:crypto';
import { DEFAULT_SETTINGS } from '@starling/contract';
import { type Accounts } from '../accounts/accounts.js';
import { type NewInstance } from '../instances/create-instance.js';
import { type Instances } from '../instances/instances.js';
import { type AccountId, type InstanceId } from '../tenancy/ids.js';
import { mintTenantScope, type TenantScope } from '../tenancy/tenant-scope.js';

export interface Tenant {
  readonly id: AccountId;
  readonly token: string;
  readonly scope: TenantScope;
}

/** An account of its own for one test, so that tests may share the database. */
export async function freshTenant({
  repositories: { accounts },
}: {
  readonly repositories: { readonly accounts: Accounts };
}): Promise<Tenant> {
  const token = freshToken();
  const { id } = await accounts.create({ name: `tenant ${randomUUID()}`, token });
  return { id, token, scope: mintTenantScope(id) };
}

export const freshToken = (): string => randomBytes(16).toString('hex');

export const anInstance = (name: string, blocks: Partial<NewInstance> = {}): NewInstance => ({
  name,
  token: freshToken(),
  settings: DEFAULT_SETTINGS,
  ...blocks,
});

/** For specs of other rooms: a fresh account with one instance, `sales`, without a gateway. */
export async function storeInstance(
  accounts: Accounts,
  instances: Instances,
): Promise<Tenant & { readonly instanceId: InstanceId }> {
  const tenant = await freshTenant({ repositories: { accounts } });
  const { id: instanceId } = await instances.create(tenant.scope, anInstance('sales'));
  return { ...tenant, instanceId };
}
