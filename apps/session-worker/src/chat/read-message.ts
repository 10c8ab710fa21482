import { CommandContext } from '@starling/broker';
import { ContractError, type QueryOf, readMessage, type ReplyOf } from '@starling/contract';
import { formatTimestamp, isGroupJid, isLidJid, isPhoneJid } from '@starling/domain';
import { Handles } from '@starling/platform';
import { Messages } from '@starling/storage';
import { type Engine } from '@starling/whatsapp';
import { Ctx, Payload } from '@nestjs/microservices';
import { InjectEngine } from '../config/engine.js';
import { SessionEvents } from '../events/session-events.js';
import { OpenSessions } from '../session/open-sessions.js';
import { mediaOf, statusWordOf } from './message-view.js';

@Handles(readMessage)
export class ReadMessage {
  constructor(
    private readonly sessions: OpenSessions,
    private readonly messages: Messages,
    private readonly events: SessionEvents,
    @InjectEngine() private readonly engine: Engine,
  ) {}

  async act(
    @Payload() { query }: { readonly query: QueryOf<typeof readMessage> },
    @Ctx() context: CommandContext,
  ): Promise<ReplyOf<typeof readMessage>> {
    const { lease } = this.sessions.get(context);
    const { messageId } = query;
    const row = await this.messages.find(lease.scope, lease.instanceId, messageId);
    if (!row) throw new ContractError('MessageNotFound');
    const { books } = this.events;
    const { chatJid, content, type, fromMe, senderJid, sentAt } = row;
    const isPrivate = isPhoneJid(chatJid) || isLidJid(chatJid);
    const author = senderJid || chatJid;
    const phoneFirst = await books.phoneFirst(lease, [chatJid, author]);
    const { jid: own } = books.ownOf(lease);
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
        isGroup: isGroupJid(chat),
        status: statusWordOf(row),
        ...mediaOf(row, this.engine),
      },
      status: 'found',
    };
  }
}
