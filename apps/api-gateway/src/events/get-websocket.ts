import { ContractError, getWebsocket } from '@starling/contract';
import { Handles } from '@starling/platform';
import { WebsocketConfigs } from '@starling/storage';
import { type Call, type OperationHandler } from '../call/call.js';

@Handles(getWebsocket)
export class GetWebsocket implements OperationHandler<typeof getWebsocket> {
  constructor(private readonly configs: WebsocketConfigs) {}

  /** A row that is disabled is an answer; only one that was never written is not. */
  async act({ tenant, instance }: Call<typeof getWebsocket>) {
    const websocket = await this.configs.find(tenant, instance.id);
    if (!websocket) throw new ContractError('WebsocketNotConfigured');
    return {
      success: true as const,
      message: 'WebSocket configuration retrieved' as const,
      websocket,
    };
  }
}
