import { deleteInstance } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Instances } from '@starling/storage';
import { AuditedActs } from '../audit/audited-acts.js';
import { TokenInvalidation } from '../auth/token-invalidation.js';
import { DepartingSessions } from '../commands/departing-sessions.js';
import { ChangeNotices } from '../control/change-notices.js';
import { type Call, type OperationHandler } from '../call/call.js';

@Handles(deleteInstance)
export class DeleteInstance implements OperationHandler<typeof deleteInstance> {
  constructor(
    private readonly instances: Instances,
    private readonly invalidation: TokenInvalidation,
    private readonly departing: DepartingSessions,
    private readonly notices: ChangeNotices,
    private readonly audit: AuditedActs,
  ) {}

  async act({ tenant, caller, instance, requestId }: Call<typeof deleteInstance>) {
    await this.departing.logOut(tenant, instance.id, requestId);
    const owner = await this.notices.ownerOf(instance.id);
    await this.instances.delete(tenant, instance.id);
    await this.invalidation.forgetAccount(tenant.accountId);
    await this.notices.deleted(instance.id, owner);
    await this.audit.record({
      caller,
      action: 'instance.delete',
      instanceId: instance.id,
      accountId: tenant.accountId,
    });
    return {
      success: true as const,
      message: 'Instance deleted' as const,
      instance: { status: 'deleted' as const },
    };
  }
}
