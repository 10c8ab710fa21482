import { CommandContext } from '@starling/broker';
import { type BodyOf, sendCarousel, type SentReply } from '@starling/contract';
import { Handles } from '@starling/platform';
import { composeCarousel } from '@starling/whatsapp';
import { Ctx, Payload } from '@nestjs/microservices';
import { OutgoingFiles } from './outgoing-files.js';
import { OutgoingMessages } from './outgoing-messages.js';
import { type SendingCommand } from './sending-command.js';

@Handles(sendCarousel)
export class SendCarousel {
  constructor(
    private readonly messages: OutgoingMessages,
    private readonly files: OutgoingFiles,
  ) {}

  act(
    @Payload() command: SendingCommand<BodyOf<typeof sendCarousel>>,
    @Ctx() context: CommandContext,
  ): Promise<SentReply> {
    const { cards, message } = command.body;
    return this.messages.send(context, command, {
      isMenu: true,
      compose: async (sender) => {
        const media = await Promise.all(
          cards.map((card) => this.files.uploadHeader(sender, card.media)),
        );
        return composeCarousel(command.body, media);
      },
      data: { content: `${message} - Carousel with ${cards.length} card(s)` },
    });
  }
}
