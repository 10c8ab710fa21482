import { setWebsocket } from '@starling/contract';
import { Handles } from '@starling/platform';
import { WebsocketConfigs } from '@starling/storage';
import { AuditedActs } from '../audit/audited-acts.js';
import { ChangeNotices } from '../control/change-notices.js';
import { type Call, type OperationHandler } from '../call/call.js';

@Handles(setWebsocket)
export class SetWebsocket implements OperationHandler<typeof setWebsocket> {
  constructor(
    private readonly configs: WebsocketConfigs,
    private readonly notices: ChangeNotices,
    private readonly audit: AuditedActs,
  ) {}

  async act(call: Call<typeof setWebsocket>) {
    const websocket = await this.configs.put(call.tenant, call.instance.id, call.body);
    await this.notices.eventsChanged(call.instance.id);
    await this.audit.recordChange(call, 'events.setWebsocket');
    return {
      success: true as const,
      message: 'WebSocket configured successfully' as const,
      websocket,
    };
  }
}
