import { CommandContext } from '@starling/broker';
import { type BodyOf, type ContactCard, sendContact, type SentReply } from '@starling/contract';
import { Handles } from '@starling/platform';
import { composeContact } from '@starling/whatsapp';
import { Ctx, Payload } from '@nestjs/microservices';
import { OutgoingMessages } from './outgoing-messages.js';
import { type SendingCommand } from './sending-command.js';

@Handles(sendContact)
export class SendContact {
  constructor(private readonly messages: OutgoingMessages) {}

  act(
    @Payload() command: SendingCommand<BodyOf<typeof sendContact>>,
    @Ctx() context: CommandContext,
  ): Promise<SentReply> {
    const { cards } = command.body;
    return this.messages.send(context, command, {
      compose: () => composeContact(command.body),
      data: { vcard: cards.map(asSent) },
      ...(cards.length > 1 && {
        message: `${cards.length} contacts sent successfully in one message`,
      }),
    });
  }
}

/** As the client sent it: without the fields that it left out. */
const asSent = ({ fullName, phone, ...more }: ContactCard) => ({
  fullName,
  phone,
  ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)),
});
