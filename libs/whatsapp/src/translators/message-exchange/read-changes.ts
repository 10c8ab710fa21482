import { proto } from '@whiskeysockets/baileys';
import { plainJid } from '@starling/domain';
import { type Content, type Reading } from './reading.js';

const { Type } = proto.Message.ProtocolMessage;

/** An edit or a revoke; what else the protocol says is nobody's message. */
export function readChanges({ protocolMessage, reactionMessage }: Content): Reading | undefined {
  if (reactionMessage) return readReaction(reactionMessage);
  if (!protocolMessage) return undefined;
  const original = protocolMessage.key?.id ?? '';
  switch (protocolMessage.type) {
    case Type.REVOKE:
      return { type: 'message_revoke', content: '', id: original };
    case Type.MESSAGE_EDIT: {
      const text = newText(protocolMessage.editedMessage);
      return {
        type: 'message_edit',
        content: text,
        blocks: { edit: { original_id: original, text } },
      };
    }
    default:
      return undefined;
  }
}

function newText(edited: Content | null | undefined): string {
  if (!edited) return '';
  return (
    edited.conversation ??
    edited.extendedTextMessage?.text ??
    edited.imageMessage?.caption ??
    edited.videoMessage?.caption ??
    edited.documentMessage?.caption ??
    ''
  );
}

/** Both spellings of each key: readers differ. */
function readReaction({ text, key }: proto.Message.IReactionMessage): Reading {
  const emoji = text ?? '';
  const id = key?.id ?? '';
  const author = key?.participant ?? key?.remoteJid;
  return {
    type: 'reaction',
    content: emoji,
    blocks: {
      reaction: {
        emoji,
        text: emoji,
        messageId: id,
        message_id: id,
        fromMe: key?.fromMe ?? false,
        participant: author ? plainJid(author) : null,
      },
    },
  };
}
