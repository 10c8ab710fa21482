import { CommandContext } from '@starling/broker';
import { type BodyOf, sendText, type SentReply } from '@starling/contract';
import { Handles } from '@starling/platform';
import { composeText, firstLinkIn } from '@starling/whatsapp';
import { Ctx, Payload } from '@nestjs/microservices';
import { LinkPreviews } from './link-previews.js';
import { OutgoingMessages } from './outgoing-messages.js';
import { type SendingCommand } from './sending-command.js';

@Handles(sendText)
export class SendText {
  constructor(
    private readonly messages: OutgoingMessages,
    private readonly previews: LinkPreviews,
  ) {}

  act(
    @Payload() command: SendingCommand<BodyOf<typeof sendText>>,
    @Ctx() context: CommandContext,
  ): Promise<SentReply> {
    const { message: text, linkPreview: isWished } = command.body;
    return this.messages.send(context, command, {
      compose: async ({ mentions, lease }) => {
        const written = isWished ? firstLinkIn(text) : undefined;
        const preview = written && (await this.previews.of(written, lease.accountId));
        return composeText(text, mentions, preview ? { ...preview, written } : undefined);
      },
    });
  }
}
