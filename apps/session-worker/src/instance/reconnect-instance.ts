import { CommandContext, NotOwnerError } from '@starling/broker';
import { ContractError, reconnectInstance, type ReplyOf } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Ctx } from '@nestjs/microservices';
import { Sessions } from '../session/sessions.js';

@Handles(reconnectInstance)
export class ReconnectInstance {
  constructor(private readonly sessions: Sessions) {}

  /** The reply does not wait for the new connection. */
  async act(@Ctx() { command }: CommandContext): Promise<ReplyOf<typeof reconnectInstance>> {
    const session = await this.sessions.findOrClaim(command.instance);
    if (!session) throw new NotOwnerError();
    if (!session.isPaired) {
      await session.settleUnpaired();
      throw new ContractError('NoSavedSession');
    }
    await session.reconnect();
    return { success: true, message: 'Reconnect initiated', status: 'connecting' };
  }
}
