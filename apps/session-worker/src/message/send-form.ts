import { CommandContext } from '@starling/broker';
import { type BodyOf, sendForm, type SentReply } from '@starling/contract';
import { Handles } from '@starling/platform';
import { composeForm } from '@starling/whatsapp';
import { Ctx, Payload } from '@nestjs/microservices';
import { OutgoingMessages } from './outgoing-messages.js';
import { type SendingCommand } from './sending-command.js';

@Handles(sendForm)
export class SendForm {
  constructor(private readonly messages: OutgoingMessages) {}

  act(
    @Payload() command: SendingCommand<BodyOf<typeof sendForm>>,
    @Ctx() context: CommandContext,
  ): Promise<SentReply> {
    return this.messages.send(context, command, {
      isMenu: true,
      compose: () => composeForm(command.body),
    });
  }
}
