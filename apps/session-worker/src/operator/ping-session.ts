import { CommandContext } from '@starling/broker';
import { ContractError, pingSession, type ReplyOf } from '@starling/contract';
import { Handles, ProcessIdentity } from '@starling/platform';
import { type InstanceId, SessionOwners } from '@starling/storage';
import { Ctx } from '@nestjs/microservices';

@Handles(pingSession)
export class PingSession {
  constructor(
    private readonly identity: ProcessIdentity,
    private readonly owners: SessionOwners,
  ) {}

  /** Only the owner may speak for an instance: one that lost it since the command was sent says so. */
  async act(@Ctx() { command }: CommandContext): Promise<ReplyOf<typeof pingSession>> {
    const found = await this.owners.find(command.instance as InstanceId);
    if (found?.owner !== this.identity.id || found.epoch !== command.epoch) {
      throw new ContractError('InstanceNotConnected');
    }
    return { success: true, message: 'pong', worker: this.identity.id, epoch: found.epoch };
  }
}
