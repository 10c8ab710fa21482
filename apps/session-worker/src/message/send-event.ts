import { CommandContext } from '@starling/broker';
import { type BodyOf, sendEvent, type SentReply } from '@starling/contract';
import { Handles } from '@starling/platform';
import { composeEvent } from '@starling/whatsapp';
import { Ctx, Payload } from '@nestjs/microservices';
import { OutgoingMessages } from './outgoing-messages.js';
import { type SendingCommand } from './sending-command.js';

@Handles(sendEvent)
export class SendEvent {
  constructor(private readonly messages: OutgoingMessages) {}

  act(
    @Payload() command: SendingCommand<BodyOf<typeof sendEvent>>,
    @Ctx() context: CommandContext,
  ): Promise<SentReply> {
    return this.messages.send(context, command, { compose: () => composeEvent(command.body) });
  }
}
