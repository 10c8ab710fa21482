import { CommandContext } from '@starling/broker';
import { type BodyOf, sendList, type SentReply } from '@starling/contract';
import { Handles } from '@starling/platform';
import { composeList } from '@starling/whatsapp';
import { Ctx, Payload } from '@nestjs/microservices';
import { OutgoingMessages } from './outgoing-messages.js';
import { type SendingCommand } from './sending-command.js';

@Handles(sendList)
export class SendList {
  constructor(private readonly messages: OutgoingMessages) {}

  act(
    @Payload() command: SendingCommand<BodyOf<typeof sendList>>,
    @Ctx() context: CommandContext,
  ): Promise<SentReply> {
    return this.messages.send(context, command, {
      isMenu: true,
      compose: () => composeList(command.body),
    });
  }
}
