import { normalizeMessageContent, proto, type WAMessage } from '@whiskeysockets/baileys';
import { type MessageUpdate, type MessageRecord } from '@starling/domain';

const { Type } = proto.Message.ProtocolMessage;

/** The changes that an edit or a revoke makes to the message that it names. */
export function changesBy({ message }: WAMessage, row: MessageRecord): MessageUpdate[] {
  const protocol = normalizeMessageContent(message)?.protocolMessage;
  const messageId = protocol?.key?.id;
  if (!messageId) return [];
  const { chatJid, participant, content, fromMe, sentAt: at } = row;
  switch (protocol.type) {
    case Type.MESSAGE_EDIT:
      return [{ messageId, fromMe, edit: { chatJid, participant, content, at } }];
    case Type.REVOKE:
      // An admin may revoke messages of others and of this number; the id names one message only.
      return [true, false].map((mine) => ({ messageId, fromMe: mine, revoke: { chatJid, at } }));
    default:
      return [];
  }
}
