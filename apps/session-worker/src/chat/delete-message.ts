import { randomBytes } from 'node:crypto';
import { CommandContext } from '@starling/broker';
import { type BodyOf, deleteMessage, type ReplyOf } from '@starling/contract';
import { MESSAGE_ID_BYTES, messageIdFrom } from '@starling/domain';
import { Handles } from '@starling/platform';
import { type MessageRow, Messages, type SessionLease } from '@starling/storage';
import { type EngineConnection } from '@starling/whatsapp';
import { Ctx, Payload } from '@nestjs/microservices';
import { keyOf, placeOf } from '../message/message-key.js';
import { OpenSessions } from '../session/open-sessions.js';
import { KnownChats } from './known-chats.js';
import { orFailure } from './or-failure.js';

@Handles(deleteMessage)
export class DeleteMessage {
  constructor(
    private readonly sessions: OpenSessions,
    private readonly chats: KnownChats,
    private readonly messages: Messages,
  ) {}

  async act(
    @Payload() { body }: { readonly body: BodyOf<typeof deleteMessage> },
    @Ctx() context: CommandContext,
  ): Promise<ReplyOf<typeof deleteMessage>> {
    const { lease, connection } = this.sessions.get(context);
    const { messageId, deleteForEveryone } = body;
    const row = await this.chats.target(lease, messageId);
    const chatJid = await this.chats.phoneFirst(lease, row.chatJid);
    const which = { message_id: messageId, chat_jid: chatJid };
    if (deleteForEveryone) {
      await orFailure('DeleteMessageFailed', takeBack(connection, row));
      return {
        success: true,
        message: 'Message deleted for everyone successfully',
        ...which,
        delete_type: 'revoke',
      };
    }
    await orFailure('DeleteMessageFailed', this.forget(lease, connection, row));
    return {
      success: true,
      message: 'Message deleted for me successfully',
      ...which,
      delete_type: 'delete_for_me',
    };
  }

  private async forget(
    lease: SessionLease,
    connection: EngineConnection,
    row: MessageRow,
  ): Promise<void> {
    await connection.deleteForMe(row.chatJid, placeOf(row));
    await this.messages.remove(lease.scope, lease.instanceId, row);
  }
}

const takeBack = (connection: EngineConnection, row: MessageRow) =>
  connection.messages.send({
    messageId: messageIdFrom(randomBytes(MESSAGE_ID_BYTES)),
    jid: row.chatJid,
    content: { kind: 'revoke', revoked: keyOf(row) },
    source: 'api',
  });
