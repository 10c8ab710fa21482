import { CommandContext } from '@starling/broker';
import { type BodyOf, sendPoll, type SentReply } from '@starling/contract';
import { Handles } from '@starling/platform';
import { composePoll } from '@starling/whatsapp';
import { Ctx, Payload } from '@nestjs/microservices';
import { OutgoingMessages } from './outgoing-messages.js';
import { type SendingCommand } from './sending-command.js';

@Handles(sendPoll)
export class SendPoll {
  constructor(private readonly messages: OutgoingMessages) {}

  act(
    @Payload() command: SendingCommand<BodyOf<typeof sendPoll>>,
    @Ctx() context: CommandContext,
  ): Promise<SentReply> {
    return this.messages.send(context, command, { compose: () => composePoll(command.body) });
  }
}
