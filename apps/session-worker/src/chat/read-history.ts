import { CommandContext } from '@starling/broker';
import { type BodyOf, type HistoryItem, readHistory, type ReplyOf } from '@starling/contract';
import { formatTimestamp } from '@starling/domain';
import { Handles } from '@starling/platform';
import { type MessageRow, Messages } from '@starling/storage';
import { Ctx, Payload } from '@nestjs/microservices';
import { SessionEvents } from '../events/session-events.js';
import { OpenSessions } from '../session/open-sessions.js';
import { KnownChats } from './known-chats.js';
import { mediaOf, statusWordOf } from './message-view.js';

@Handles(readHistory)
export class ReadHistory {
  constructor(
    private readonly sessions: OpenSessions,
    private readonly chats: KnownChats,
    private readonly messages: Messages,
    private readonly events: SessionEvents,
  ) {}

  async act(
    @Payload() { body }: { readonly body: BodyOf<typeof readHistory> },
    @Ctx() context: CommandContext,
  ): Promise<ReplyOf<typeof readHistory>> {
    const { lease } = this.sessions.get(context);
    const { recipient, count: limit, fromSeconds, toSeconds } = body;
    const chatJid = await this.chats.jidOf(lease, recipient);
    const range = { chatJids: [chatJid], fromSeconds, toSeconds, limit };
    const rows = await this.messages.history(lease.scope, lease.instanceId, range);
    const { jid: own } = this.events.people.contextOf(lease).own;
    const messages = rows.map((row) => itemOf(row, own));
    return {
      success: true,
      message: 'Chat history retrieved successfully',
      chat_jid: chatJid,
      messages,
      count: messages.length,
      // A page of large messages ends early, and then has more too.
      hasMore: (rows[0]?.foundCount ?? 0) > rows.length || rows.length === limit,
    };
  }
}

const itemOf = (row: MessageRow, own: string): HistoryItem => ({
  ...{ id: row.messageId, messageId: row.messageId },
  ...{ type: row.type, content: row.content, fromMe: row.fromMe },
  direction: row.fromMe ? 'outgoing' : 'incoming',
  timestamp: formatTimestamp(row.sentAt),
  senderJid: row.fromMe ? own : row.senderJid || row.chatJid,
  status: statusWordOf(row),
  ...mediaOf(row),
  ...(row.quotedMessageId && { replyTo: { messageId: row.quotedMessageId } }),
});
