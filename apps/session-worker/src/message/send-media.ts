import { CommandContext } from '@starling/broker';
import { type BodyOf, sendMedia, type SentReply } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Ctx, Payload } from '@nestjs/microservices';
import { OutgoingFiles } from './outgoing-files.js';
import { OutgoingMessages } from './outgoing-messages.js';
import { type SendingCommand } from './sending-command.js';

@Handles(sendMedia)
export class SendMedia {
  constructor(
    private readonly messages: OutgoingMessages,
    private readonly files: OutgoingFiles,
  ) {}

  act(
    @Payload() command: SendingCommand<BodyOf<typeof sendMedia>>,
    @Ctx() context: CommandContext,
  ): Promise<SentReply> {
    const { file, mediaType: kind, ...said } = command.body;
    return this.messages.send(context, command, {
      activity: said.isVoice ? 'recording' : 'composing',
      compose: (sender) => this.files.content(sender, file, { ...said, kind }),
    });
  }
}
