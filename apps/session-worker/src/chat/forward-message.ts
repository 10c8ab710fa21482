import { CommandContext } from '@starling/broker';
import { type BodyOf, ContractError, forwardMessage, type ReplyOf } from '@starling/contract';
import { Handles } from '@starling/platform';
import { type StoredContent } from '@starling/whatsapp';
import { type SessionLease } from '@starling/storage';
import { Ctx, Payload } from '@nestjs/microservices';
import { OutgoingMessages } from '../message/outgoing-messages.js';
import { storedForm } from '../message/message-key.js';
import { type SendingCommand } from '../message/sending-command.js';
import { KnownChats } from './known-chats.js';

const FORWARDABLE: ReadonlySet<string> = new Set([
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'contact',
  'location',
]);

/** Forwarding takes no quote, delay or mentions. */
const PLAIN = {
  delaySeconds: 0,
  replyTo: undefined,
  replyPrivate: false,
  mention: [],
  mentionAll: false,
  source: 'api',
};

@Handles(forwardMessage)
export class ForwardMessage {
  constructor(
    private readonly outgoing: OutgoingMessages,
    private readonly chats: KnownChats,
  ) {}

  async act(
    @Payload() { body, reserved }: SendingCommand<BodyOf<typeof forwardMessage>>,
    @Ctx() context: CommandContext,
  ): Promise<ReplyOf<typeof forwardMessage>> {
    const { messageId: originalId, recipient } = body;
    let original: StoredContent | undefined;
    const command = { body: { ...PLAIN, recipient }, reserved };
    const { messageId, data } = await this.outgoing.send(context, command, {
      check: async (lease) => void (original = await this.get(lease, originalId)),
      compose: () => ({ kind: 'forward', original: original as StoredContent }),
    });
    return {
      success: true,
      message: 'Message forwarded successfully',
      messageId,
      originalId,
      destinationJid: data.chat.jid,
    };
  }

  private async get(lease: SessionLease, messageId: string): Promise<StoredContent> {
    const row = await this.chats.target(lease, messageId);
    if (!row.payload) throw new ContractError('TargetMessageNotFound');
    if (!FORWARDABLE.has(row.type))
      throw new ContractError('UnforwardableType', { name: row.type });
    return storedForm(row, row.payload);
  }
}
