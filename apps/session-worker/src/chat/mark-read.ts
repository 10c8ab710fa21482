import { CommandContext } from '@starling/broker';
import { type BodyOf, markRead, type ReplyOf } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Ctx, Payload } from '@nestjs/microservices';
import { OpenSessions } from '../session/open-sessions.js';
import { KnownChats } from './known-chats.js';
import { orFailure } from './or-failure.js';

@Handles(markRead)
export class MarkRead {
  constructor(
    private readonly sessions: OpenSessions,
    private readonly chats: KnownChats,
  ) {}

  async act(
    @Payload() { body }: { readonly body: BodyOf<typeof markRead> },
    @Ctx() context: CommandContext,
  ): Promise<ReplyOf<typeof markRead>> {
    const { lease, connection } = this.sessions.get(context);
    const { recipient, messageId, sender } = body;
    const jid = await this.chats.jidOf(lease, recipient);
    const key = {
      remoteJid: jid,
      id: messageId,
      fromMe: false,
      ...(sender && { participant: sender }),
    };
    await orFailure('MarkReadFailed', connection.messages.markRead([key]));
    return {
      success: true,
      message: 'Message marked as read successfully',
      message_id: messageId,
      chat_jid: jid,
    };
  }
}
