import { changeS3 } from '@starling/contract';
import { Handles } from '@starling/platform';
import { S3Configs } from '@starling/storage';
import { AuditedActs } from '../audit/audited-acts.js';
import { ChangeNotices } from '../control/change-notices.js';
import { type Call, type OperationHandler } from '../call/call.js';

@Handles(changeS3)
export class ChangeS3 implements OperationHandler<typeof changeS3> {
  constructor(
    private readonly configs: S3Configs,
    private readonly audit: AuditedActs,
    private readonly notices: ChangeNotices,
  ) {}

  async act(call: Call<typeof changeS3>) {
    const { tenant, instance, body } = call;
    // The reply to a change has no key for the secret at all; the one to a read has it as null.
    const { secretKey: _, ...s3 } = await this.configs.change(tenant, instance.id, body);
    await this.audit.recordChange(call, 'instance.changeS3');
    await this.notices.eventsChanged(instance.id);
    return { success: true as const, message: 'S3 configuration updated' as const, s3 };
  }
}
