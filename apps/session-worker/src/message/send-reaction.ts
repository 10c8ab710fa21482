import { CommandContext } from '@starling/broker';
import { type BodyOf, sendReaction, type SentReply } from '@starling/contract';
import { Handles } from '@starling/platform';
import { composeReaction } from '@starling/whatsapp';
import { Ctx, Payload } from '@nestjs/microservices';
import { OutgoingMessages } from './outgoing-messages.js';
import { type SendingCommand } from './sending-command.js';

@Handles(sendReaction)
export class SendReaction {
  constructor(private readonly messages: OutgoingMessages) {}

  act(
    @Payload() command: SendingCommand<BodyOf<typeof sendReaction>>,
    @Ctx() context: CommandContext,
  ): Promise<SentReply> {
    return this.messages.send(context, command, {
      compose: ({ jid }) => composeReaction(command.body, jid),
      message: command.body.emoji ? 'Reaction sent successfully' : 'Reaction removed successfully',
    });
  }
}
