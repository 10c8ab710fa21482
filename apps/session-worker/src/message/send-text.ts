import { CommandContext } from '@starling/broker';
import { type BodyOf, sendText, type SentReply } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Ctx, Payload } from '@nestjs/microservices';
import { OutgoingMessages } from './outgoing-messages.js';
import { type SendingCommand } from './sending-command.js';

@Handles(sendText)
export class SendText {
  constructor(private readonly messages: OutgoingMessages) {}

  act(
    @Payload() command: SendingCommand<BodyOf<typeof sendText>>,
    @Ctx() context: CommandContext,
  ): Promise<SentReply> {
    const { message: text } = command.body;
    return this.messages.send(context, command, {
      compose: ({ mentions }) => ({ text, mentions: [...mentions], linkPreview: null }),
    });
  }
}
