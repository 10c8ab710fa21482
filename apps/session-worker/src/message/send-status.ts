import { CommandContext } from '@starling/broker';
import { type BodyOf, sendStatus, type SentReply } from '@starling/contract';
import { Handles } from '@starling/platform';
import { composeStory } from '@starling/whatsapp';
import { Ctx, Payload } from '@nestjs/microservices';
import { OutgoingFiles } from './outgoing-files.js';
import { OutgoingMessages, type Sender } from './outgoing-messages.js';
import { type SendingCommand } from './sending-command.js';
import { StoryAudience } from './story-audience.js';

type Story = BodyOf<typeof sendStatus>;

@Handles(sendStatus)
export class SendStatus {
  constructor(
    private readonly messages: OutgoingMessages,
    private readonly files: OutgoingFiles,
    private readonly audience: StoryAudience,
  ) {}

  act(
    @Payload() command: SendingCommand<Story>,
    @Ctx() context: CommandContext,
  ): Promise<SentReply> {
    return this.messages.send(context, command, {
      compose: (sender) => this.compose(sender, command.body),
      audience: ({ lease }) => this.audience.of(lease),
    });
  }

  private compose(sender: Sender, { type, file, message: caption, ...said }: Story) {
    if (type === 'text' || !file) return composeStory({ ...said, message: caption });
    return this.files.content(sender, file, { ...said, caption, kind: type });
  }
}
