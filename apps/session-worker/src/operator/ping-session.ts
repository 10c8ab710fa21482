import { CommandContext, NotOwnerError } from '@starling/broker';
import { pingSession, type ReplyOf } from '@starling/contract';
import { Handles, ProcessIdentity } from '@starling/platform';
import { Ctx } from '@nestjs/microservices';
import { Sessions } from '../session/sessions.js';

@Handles(pingSession)
export class PingSession {
  constructor(
    private readonly identity: ProcessIdentity,
    private readonly sessions: Sessions,
  ) {}

  /** Answers for the owner only: a worker that lost the instance since the command was sent throws `NotOwnerError`. */
  async act(@Ctx() { command }: CommandContext): Promise<ReplyOf<typeof pingSession>> {
    const lease = this.sessions.find(command.instance)?.lease;
    if (!lease || lease.epoch !== command.epoch) throw new NotOwnerError();
    return { success: true, message: 'pong', worker: this.identity.id, epoch: lease.epoch };
  }
}
