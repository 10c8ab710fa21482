import { CommandContext } from '@starling/broker';
import { type BodyOf, sendSticker, type SentReply } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Ctx, Payload } from '@nestjs/microservices';
import { OutgoingFiles } from './outgoing-files.js';
import { OutgoingMessages } from './outgoing-messages.js';
import { type SendingCommand } from './sending-command.js';

@Handles(sendSticker)
export class SendSticker {
  constructor(
    private readonly messages: OutgoingMessages,
    private readonly files: OutgoingFiles,
  ) {}

  act(
    @Payload() command: SendingCommand<BodyOf<typeof sendSticker>>,
    @Ctx() context: CommandContext,
  ): Promise<SentReply> {
    const { file } = command.body;
    return this.messages.send(context, command, {
      compose: (sender) => this.files.content(sender, file, { kind: 'sticker' }),
    });
  }
}
