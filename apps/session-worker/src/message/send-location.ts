import { CommandContext } from '@starling/broker';
import { type BodyOf, sendLocation, type SentReply } from '@starling/contract';
import { Handles } from '@starling/platform';
import { composeLocation } from '@starling/whatsapp';
import { Ctx, Payload } from '@nestjs/microservices';
import { OutgoingMessages } from './outgoing-messages.js';
import { type SendingCommand } from './sending-command.js';

@Handles(sendLocation)
export class SendLocation {
  constructor(private readonly messages: OutgoingMessages) {}

  act(
    @Payload() command: SendingCommand<BodyOf<typeof sendLocation>>,
    @Ctx() context: CommandContext,
  ): Promise<SentReply> {
    return this.messages.send(context, command, { compose: () => composeLocation(command.body) });
  }
}
