import { changePacing, pacingViewOf } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Pacings, SessionOwners } from '@starling/storage';
import { AuditedActs } from '../audit/audited-acts.js';
import { ChangeNotices } from '../control/change-notices.js';
import { type Call, type OperationHandler } from '../call/call.js';
import { ensureNamedInstance } from './named-instance.js';

@Handles(changePacing)
export class ChangePacing implements OperationHandler<typeof changePacing> {
  constructor(
    private readonly owners: SessionOwners,
    private readonly pacings: Pacings,
    private readonly notices: ChangeNotices,
    private readonly audit: AuditedActs,
  ) {}

  async act({ caller, params, body }: Call<typeof changePacing>) {
    const { instanceId, accountId } = await ensureNamedInstance(this.owners, params);
    await this.pacings.change(instanceId, body);
    await this.notices.settingsChanged(instanceId);
    const pacing = pacingViewOf(body);
    await this.audit.record({
      caller,
      action: changePacing.name,
      accountId,
      instanceId,
      details: pacing,
    });
    return {
      success: true as const,
      message: 'Pacing updated successfully' as const,
      pacing,
    };
  }
}
