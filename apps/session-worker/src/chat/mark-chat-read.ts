import { CommandContext } from '@starling/broker';
import { type BodyOf, markChatRead, type ReplyOf } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Messages, type SessionLease } from '@starling/storage';
import { type EngineConnection } from '@starling/whatsapp';
import { Ctx, Payload } from '@nestjs/microservices';
import { keyOf, placeOf } from '../message/message-key.js';
import { OpenSessions } from '../session/open-sessions.js';
import { KnownChats } from './known-chats.js';
import { orFailure } from './or-failure.js';

/** WhatsApp takes older messages as read as soon as a newer one is. */
const MAX_RECEIPTS = 100;

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
    const { lease, connection } = this.sessions.get(context);
    const { recipient, read } = body;
    const chatJids = await this.chats.addressesOf(lease, recipient);
    const [jid] = chatJids;
    await orFailure('MarkChatReadFailed', this.mark(lease, connection, chatJids, read));
    return {
      success: true,
      message: read ? 'Chat marked as read successfully' : 'Chat marked as unread successfully',
      chat_jid: jid,
      read,
    };
  }

  private async mark(
    { scope, instanceId }: SessionLease,
    connection: EngineConnection,
    chatJids: readonly [string, ...string[]],
    read: boolean,
  ): Promise<void> {
    const range = { chatJids, fromSeconds: undefined, toSeconds: undefined, limit: 1 };
    const last = await this.messages.history(scope, instanceId, range);
    if (read) {
      const unread = await this.messages.unread(scope, instanceId, chatJids, MAX_RECEIPTS);
      if (unread.length > 0) await connection.messages.markRead(unread.map(keyOf));
    }
    const [newest] = last;
    await connection.markChat(chatJids[0], read, newest && placeOf(newest));
  }
}
