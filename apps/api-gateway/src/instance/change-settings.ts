import { changeSettings } from '@starling/contract';
import { Handles } from '@starling/platform';
import { InstanceSettings } from '@starling/storage';
import { AuditedActs } from '../audit/audited-acts.js';
import { ChangeNotices } from '../control/change-notices.js';
import { type Call, type OperationHandler } from '../call/call.js';

@Handles(changeSettings)
export class ChangeSettings implements OperationHandler<typeof changeSettings> {
  constructor(
    private readonly configs: InstanceSettings,
    private readonly notices: ChangeNotices,
    private readonly audit: AuditedActs,
  ) {}

  async act(call: Call<typeof changeSettings>) {
    const { tenant, instance, body } = call;
    const settings = await this.configs.change(tenant, instance.id, body);
    await this.notices.settingsChanged(instance.id);
    await this.audit.recordChange(call, 'instance.changeSettings');
    return { success: true as const, message: 'Settings updated successfully' as const, settings };
  }
}
