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
    const { jid: own } = this.events.people.contextOf(lease).own;
    const { chatJid: chat, content, type, fromMe, senderJid, sentAt } = row;
    const isPrivate = chat.endsWith('@s.whatsapp.net') || chat.endsWith('@lid');
    return {
      success: true,
      message: 'Message found',
      messageId,
      data: {
        ...{ content, type, chat },
        from: fromMe ? own : senderJid || chat,
        to: fromMe || !isPrivate ? chat : own,
        timestamp: formatTimestamp(sentAt),
        isGroup: chat.endsWith('@g.us'),
        status: statusWordOf(row),
        ...mediaOf(row),
      },
      status: 'found',
    };
  }
}
