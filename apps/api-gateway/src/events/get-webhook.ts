import { ContractError, getWebhook } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Webhooks } from '@starling/storage';
import { type Call, type OperationHandler } from '../call/call.js';

@Handles(getWebhook)
export class GetWebhook implements OperationHandler<typeof getWebhook> {
  constructor(private readonly webhooks: Webhooks) {}

  async act({ tenant, instance, query: { label } }: Call<typeof getWebhook>) {
    if (label === undefined) {
      return {
        success: true as const,
        message: 'Webhooks retrieved successfully' as const,
        webhooks: await this.webhooks.list(tenant, instance.id),
      };
    }
    const webhook = await this.webhooks.find(tenant, instance.id, label);
    if (!webhook) throw new ContractError('WebhookNotConfigured');
    return { success: true as const, message: 'Webhook configuration retrieved' as const, webhook };
  }
}
