import { canonicalLabel, ContractError, removeWebhookSecret } from '@starling/contract';
import { Handles } from '@starling/platform';
import { WebhookSecrets } from '@starling/storage';
import { AuditedActs } from '../audit/audited-acts.js';
import { ChangeNotices } from '../control/change-notices.js';
import { type Call, type OperationHandler } from '../call/call.js';

@Handles(removeWebhookSecret)
export class RemoveWebhookSecret implements OperationHandler<typeof removeWebhookSecret> {
  constructor(
    private readonly secrets: WebhookSecrets,
    private readonly notices: ChangeNotices,
    private readonly audit: AuditedActs,
  ) {}

  async act(call: Call<typeof removeWebhookSecret>) {
    const label = canonicalLabel(call.query.label);
    const found = await this.secrets.remove(call.tenant, call.instance.id, label);
    if (!found) throw new ContractError('WebhookNotConfigured');
    await this.notices.eventsChanged(call.instance.id);
    await this.audit.recordChange(call, 'deliveries.removeSecret');
    return {
      success: true as const,
      message: 'Webhook secret removed successfully' as const,
      label,
    };
  }
}
