import { CommandContext } from '@starling/broker';
import { type BodyOf, sendPix, type SentReply } from '@starling/contract';
import { Handles } from '@starling/platform';
import { composePix } from '@starling/whatsapp';
import { Ctx, Payload } from '@nestjs/microservices';
import { OutgoingMessages } from './outgoing-messages.js';
import { type SendingCommand } from './sending-command.js';

@Handles(sendPix)
export class SendPix {
  constructor(private readonly messages: OutgoingMessages) {}

  act(
    @Payload() command: SendingCommand<BodyOf<typeof sendPix>>,
    @Ctx() context: CommandContext,
  ): Promise<SentReply> {
    return this.messages.send(context, command, {
      isMenu: true,
      compose: () => composePix(command.body, command.reserved.messageId),
    });
  }
}
