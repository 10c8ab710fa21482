import { CommandContext } from '@starling/broker';
import { type BodyOf, type HistoryItem, readHistory, type ReplyOf } from '@starling/contract';
import { formatTimestamp } from '@starling/domain';
import { Handles } from '@starling/platform';
import { type MessageRow, Messages } from '@starling/storage';
import { type Engine } from '@starling/whatsapp';
import { Ctx, Payload } from '@nestjs/microservices';
import { InjectEngine } from '../config/engine.js';
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
    @InjectEngine() private readonly engine: Engine,
  ) {}

  async act(
    @Payload() { body }: { readonly body: BodyOf<typeof readHistory> },
    @Ctx() context: CommandContext,
  ): Promise<ReplyOf<typeof readHistory>> {
    const { lease } = this.sessions.get(context);
    const { recipient, count: limit, fromSeconds, toSeconds } = body;
    const chatJids = await this.chats.addressesOf(lease, recipient);
    const [chatJid] = chatJids;
    const range = { chatJids, fromSeconds, toSeconds, limit };
    const rows = await this.messages.history(lease.scope, lease.instanceId, range);
    const { books } = this.events;
    const senders = rows.map((row) => row.senderJid || row.chatJid);
    const phoneFirst = await books.phoneFirst(lease, senders);
    const { jid: own } = books.ownOf(lease);
    const messages = rows.map((row, at) =>
      this.itemOf(row, row.fromMe ? own : phoneFirst(senders[at] ?? '')),
    );
    return {
      success: true,
      message: 'Chat history retrieved successfully',
      chat_jid: chatJid,
      messages,
      count: messages.length,
      // A page of large messages ends before the limit although there are more messages.
      hasMore: (rows[0]?.foundCount ?? 0) > rows.length || rows.length === limit,
    };
  }

  private itemOf(row: MessageRow, senderJid: string): HistoryItem {
    return {
      id: row.messageId,
      messageId: row.messageId,
      type: row.type,
      content: row.content,
      fromMe: row.fromMe,
      direction: row.fromMe ? 'outgoing' : 'incoming',
      timestamp: formatTimestamp(row.sentAt),
      senderJid,
      status: statusWordOf(row),
      ...mediaOf(row, this.engine),
      ...(row.quotedMessageId && { replyTo: { messageId: row.quotedMessageId } }),
    };
  }
}
