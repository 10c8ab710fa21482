import { CommandContext } from '@starling/broker';
import { ContractError, type QueryOf, readMessage, type ReplyOf } from '@starling/contract';
import { formatTimestamp } from '@starling/domain';
import { Handles } from '@starling/platform';
import { Messages } from '@starling/storage';
import { Ctx, Payload } from '@nestjs/microservices';
import { SessionEvents } from '../events/session-events.js';
import { OpenSessions } from '../session/open-sessions.js';
import { mediaOf, statusWordOf } from './message-view.js';

@Handles(readMessage)
export class ReadMessage {
  constructor(
    private readonly sessions: OpenSessions,
    private readonly messages: Messages,
    private readonly events: SessionEvents,
  ) {}

  async act(
    @Payload() { query }: { readonly query: QueryOf<typeof readMessage> },
    @Ctx() context: CommandContext,
  ): Promise<ReplyOf<typeof readMessage>> {
    const { lease } = this.sessions.get(context);
    const { messageId } = query;
    const row = await this.messages.find(lease.scope, lease.instanceId, messageId);
    if (!row) throw new ContractError('MessageNotFound');
    const { people } = this.events;
    const { chatJid, content, type, fromMe, senderJid, sentAt } = row;
    const isPrivate = chatJid.endsWith('@s.whatsapp.net') || chatJid.endsWith('@lid');
    const author = senderJid || chatJid;
    const phoneFirst = await people.phoneFirst(lease, [chatJid, author]);
    const { jid: own } = people.contextOf(lease).own;
    const chat = phoneFirst(chatJid);
    return {
      success: true,
      message: 'Message found',
      messageId,
      data: {
        content,
        type,
        from: fromMe ? own : phoneFirst(author),
        to: fromMe || !isPrivate ? chat : own,
        chat,
        timestamp: formatTimestamp(sentAt),
        isGroup: chat.endsWith('@g.us'),
        status: statusWordOf(row),
        ...mediaOf(row),
      },
      status: 'found',
    };
  }
}
