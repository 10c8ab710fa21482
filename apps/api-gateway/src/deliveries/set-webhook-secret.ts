import { randomBytes } from 'node:crypto';
import { ContractError, setWebhookSecret } from '@starling/contract';
import { formatTimestamp } from '@starling/domain';
import { Handles } from '@starling/platform';
import { WebhookSecrets } from '@starling/storage';
import { AuditedActs } from '../audit/audited-acts.js';
import { ChangeNotices } from '../control/change-notices.js';
import { type Call, type OperationHandler } from '../call/call.js';

const SECRET_BYTES = 32;

@Handles(setWebhookSecret)
export class SetWebhookSecret implements OperationHandler<typeof setWebhookSecret> {
  constructor(
    private readonly secrets: WebhookSecrets,
    private readonly notices: ChangeNotices,
    private readonly audit: AuditedActs,
  ) {}

  async act(call: Call<typeof setWebhookSecret>) {
    const { tenant, instance, body } = call;
    const { label, secret = randomBytes(SECRET_BYTES).toString('base64url') } = body;
    const changed = await this.secrets.put(tenant, instance.id, label, secret);
    if (!changed) throw new ContractError('WebhookNotConfigured');
    await this.notices.eventsChanged(instance.id);
    await this.audit.recordChange(call, 'deliveries.setSecret');
    const { formerUntil } = changed;
    return {
      success: true as const,
      message: 'Webhook secret set successfully' as const,
      label,
      secret,
      formerValidUntil: formerUntil && formatTimestamp(formerUntil),
    };
  }
}
