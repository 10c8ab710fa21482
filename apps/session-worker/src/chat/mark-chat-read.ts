import { CommandContext } from '@starling/broker';
import { type BodyOf, markChatRead, type ReplyOf } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Messages, type SessionLease } from '@starling/storage';
import { type EngineSocket } from '@starling/whatsapp';
import { Ctx, Payload } from '@nestjs/microservices';
import { keyOf } from '../message/message-key.js';
import { OpenSessions } from '../session/open-sessions.js';
import { KnownChats } from './known-chats.js';
import { orFailure } from './or-failure.js';

/** Older ones are read for WhatsApp as soon as a newer one is. */
const MOST_RECEIPTS = 100;

@Handles(markChatRead)
export class MarkChatRead {
  constructor(
    private readonly sessions: OpenSessions,
    private readonly chats: KnownChats,
    private readonly messages: Messages,
  ) {}

  async act(
    @Payload() { body }: { readonly body: BodyOf<typeof markChatRead> },
    @Ctx() context: CommandContext,
  ): Promise<ReplyOf<typeof markChatRead>> {
    const { lease, socket } = this.sessions.get(context);
    const { recipient, read } = body;
    const chatJids = await this.chats.addressesOf(lease, recipient);
    const [jid] = chatJids;
    await orFailure('MarkChatReadFailed', this.mark(lease, socket, chatJids, read));
    return {
      success: true,
      message: read ? 'Chat marked as read successfully' : 'Chat marked as unread successfully',
      chat_jid: jid,
      read,
    };
  }

  private async mark(
    { scope, instanceId }: SessionLease,
    socket: EngineSocket,
    chatJids: readonly [string, ...string[]],
    read: boolean,
  ): Promise<void> {
    const newest = { chatJids, fromSeconds: undefined, toSeconds: undefined, limit: 1 };
    const last = await this.messages.history(scope, instanceId, newest);
    if (read) {
      const unread = await this.messages.unread(scope, instanceId, chatJids, MOST_RECEIPTS);
      if (unread.length > 0) await socket.messages.markRead(unread.map(keyOf));
    }
    const lastMessages = last.map((row) => ({
      key: keyOf(row),
      messageTimestamp: Math.floor(row.sentAt.getTime() / 1_000),
    }));
    await socket.baileys.chatModify({ markRead: read, lastMessages }, chatJids[0]);
  }
}
