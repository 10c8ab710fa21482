import { CommandContext } from '@starling/broker';
import { type BodyOf, sendButton, type SentReply } from '@starling/contract';
import { Handles } from '@starling/platform';
import { composeButtons } from '@starling/whatsapp';
import { Ctx, Payload } from '@nestjs/microservices';
import { OutgoingFiles } from './outgoing-files.js';
import { OutgoingMessages } from './outgoing-messages.js';
import { type SendingCommand } from './sending-command.js';

@Handles(sendButton)
export class SendButton {
  constructor(
    private readonly messages: OutgoingMessages,
    private readonly files: OutgoingFiles,
  ) {}

  act(
    @Payload() command: SendingCommand<BodyOf<typeof sendButton>>,
    @Ctx() context: CommandContext,
  ): Promise<SentReply> {
    return this.messages.send(context, command, {
      isMenu: true,
      compose: async (sender) =>
        composeButtons(command.body, await this.files.uploadHeader(sender, command.body.media)),
    });
  }
}
