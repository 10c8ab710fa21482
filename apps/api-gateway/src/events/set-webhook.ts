import { setWebhook } from '@starling/contract';
import { AddressGuard, Handles } from '@starling/platform';
import { Webhooks } from '@starling/storage';
import { AuditedActs } from '../audit/audited-acts.js';
import { ChangeNotices } from '../control/change-notices.js';
import { type Call, type OperationHandler } from '../call/call.js';
import { warningOf } from './webhook-warning.js';

@Handles(setWebhook)
export class SetWebhook implements OperationHandler<typeof setWebhook> {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly notices: ChangeNotices,
    private readonly audit: AuditedActs,
    private readonly guard: AddressGuard,
  ) {}

  async act(call: Call<typeof setWebhook>) {
    const webhook = await this.webhooks.put(call.tenant, call.instance.id, call.body);
    await this.notices.eventsChanged(call.instance.id);
    await this.audit.recordChange(call, 'events.setWebhook');
    return {
      success: true as const,
      message: 'Webhook configured successfully' as const,
      webhook,
      ...warningOf(this.guard, webhook),
    };
  }
}
