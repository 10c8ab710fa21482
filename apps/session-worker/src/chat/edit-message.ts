import { randomBytes } from 'node:crypto';
import { CommandContext } from '@starling/broker';
import {
  type BodyOf,
  ContractError,
  EDITABLE_MINUTES,
  editMessage,
  type ReplyOf,
} from '@starling/contract';
import { MESSAGE_ID_BYTES, messageIdFrom } from '@starling/domain';
import { Handles } from '@starling/platform';
import { type MessageRow } from '@starling/storage';
import { Ctx, Payload } from '@nestjs/microservices';
import { OpenSessions } from '../session/open-sessions.js';
import { KnownChats } from './known-chats.js';
import { orFailure } from './or-failure.js';

@Handles(editMessage)
export class EditMessage {
  constructor(
    private readonly sessions: OpenSessions,
    private readonly chats: KnownChats,
  ) {}

  async act(
    @Payload() { body }: { readonly body: BodyOf<typeof editMessage> },
    @Ctx() context: CommandContext,
  ): Promise<ReplyOf<typeof editMessage>> {
    const { lease, connection } = this.sessions.get(context);
    const { messageId, content: text } = body;
    const row = await this.chats.target(lease, messageId);
    ensureEditable(row);
    const { chatJid } = row;
    const editing = connection.messages.send({
      messageId: messageIdFrom(randomBytes(MESSAGE_ID_BYTES)),
      jid: chatJid,
      content: { kind: 'edit', text, edited: { id: messageId, remoteJid: chatJid, fromMe: true } },
      source: 'api',
    });
    await orFailure('EditMessageFailed', editing);
    return {
      success: true,
      message: 'Message edited successfully',
      messageId,
      chatJid: await this.chats.phoneFirst(lease, chatJid),
      oldContent: row.content,
      newContent: text,
    };
  }
}

function ensureEditable({ fromMe, type, sentAt, revokedAt }: MessageRow): void {
  if (!fromMe || type !== 'text' || revokedAt) throw new ContractError('NotOwnText');
  const ageMs = Date.now() - sentAt.getTime();
  if (ageMs > EDITABLE_MINUTES * 60_000) throw new ContractError('TooOldToEdit');
}
