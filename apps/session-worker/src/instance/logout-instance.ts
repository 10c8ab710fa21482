import { CommandContext, NotOwnerError } from '@starling/broker';
import { ContractError, logoutInstance, type ReplyOf } from '@starling/contract';
import { Handles, LOGGER, type Logger } from '@starling/platform';
import { Inject } from '@nestjs/common';
import { Ctx } from '@nestjs/microservices';
import { Sessions } from '../session/sessions.js';

/** How long the logout at WhatsApp may take. */
const UNLINK_LIMIT_MS = 8_000;

@Handles(logoutInstance)
export class LogoutInstance {
  constructor(
    private readonly sessions: Sessions,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async act(@Ctx() { command, signal }: CommandContext): Promise<ReplyOf<typeof logoutInstance>> {
    const session = await this.sessions.findOrClaim(command.instance);
    if (!session) throw new NotOwnerError();
    try {
      await session.logOut(AbortSignal.any([signal, AbortSignal.timeout(UNLINK_LIMIT_MS)]));
    } catch (error) {
      this.logger.error({ err: error, instance: command.instance }, 'logout failed');
      throw new ContractError('LogoutInstanceFailed');
    }
    return { success: true, message: 'Instance logged out', instance: { status: 'loggedout' } };
  }
}
