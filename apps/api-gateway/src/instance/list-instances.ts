import { ContractError, foundInstances, isWellFormedName, listInstances } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Instances, type InstanceWithConfiguration, type TenantScope } from '@starling/storage';
import { type Call, type OperationHandler } from '../call/call.js';
import { toInstanceObject } from './instance-view.js';

@Handles(listInstances)
export class ListInstances implements OperationHandler<typeof listInstances> {
  constructor(private readonly instances: Instances) {}

  async act(call: Call<typeof listInstances>) {
    const instances = (await this.find(call)).map(toInstanceObject);
    const total = instances.length;
    return { success: true as const, message: foundInstances(total), instances, meta: { total } };
  }

  private async find(
    call: Call<typeof listInstances>,
  ): Promise<readonly InstanceWithConfiguration[]> {
    const { tenant, caller, query } = call;
    // A token of an instance sees its own, whatever the filter says.
    if (caller.kind === 'instance') {
      const own = await this.instances.findWithConfiguration(tenant, caller.instanceId);
      return own ? [own] : [];
    }
    const filter = query.instanceName;
    switch (filter.kind) {
      case 'all':
        return this.instances.list(tenant);
      case 'none':
        return [];
      case 'several':
        return this.named(tenant, filter.names);
      case 'one': {
        const found = await this.named(tenant, [filter.name]);
        if (found.length === 0) throw new ContractError('InstanceNotFound');
        return found;
      }
    }
  }
  /** Names that no instance can have are left out: the database would refuse some of them. */
  private named(tenant: TenantScope, names: readonly string[]) {
    return this.instances.listNamed(tenant, names.filter(isWellFormedName));
  }
}
