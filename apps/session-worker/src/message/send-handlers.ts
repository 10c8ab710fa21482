import { CommandContext } from '@starling/broker';
import { type Addressed, type SentReply } from '@starling/contract';
import { Handles } from '@starling/platform';
import { type Type } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { StoryAudience } from '../session/story-audience.js';
import { type MessageKind } from './kind.js';
import { MESSAGE_KINDS } from './kinds.js';
import { LinkPreviews } from './link-previews.js';
import { OutgoingFiles } from './outgoing-files.js';
import { OutgoingMessages } from './outgoing-messages.js';
import { type SendingCommand } from './sending-command.js';

type Handler = Type<{ act(...args: never[]): Promise<SentReply> }>;

function handlerOf<Body extends Addressed>(row: MessageKind<Body>): Handler {
  @Handles(row.operation)
  class SendMessage {
    constructor(
      private readonly messages: OutgoingMessages,
      private readonly files: OutgoingFiles,
      private readonly previews: LinkPreviews,
      private readonly audience: StoryAudience,
    ) {}

    act(
      @Payload() command: SendingCommand<Body>,
      @Ctx() context: CommandContext,
    ): Promise<SentReply> {
      const { body } = command;
      const { files, previews, audience } = this;
      const tools = { files, previews, audience };
      return this.messages.send(context, command, {
        isRefusedInChannels: row.operation.errors.includes('NotInNewsletters'),
        activity: row.activity?.(body),
        compose: (send) => row.compose(body, { ...send, ...tools }, command),
        audience: row.audience && ((send) => row.audience?.({ ...send, ...tools })),
        data: row.replyData?.(body),
        message: row.replyText?.(body),
      });
    }
  }
  return SendMessage;
}

/** One handler for each row of the table. */
export const SEND_HANDLERS: readonly Handler[] = MESSAGE_KINDS.map((row) =>
  handlerOf(row as MessageKind<Addressed>),
);
