import { proto } from '@whiskeysockets/baileys';
import { type Content, type ReadContent, type RawReading } from './reading.js';

const { Type } = proto.Message.ProtocolMessage;

/** Edits and revokes are messages of their own; all other protocol messages are not reported. */
export function readChanges(
  { protocolMessage, reactionMessage }: Content,
  read: ReadContent,
): RawReading | undefined {
  if (reactionMessage) return readReaction(reactionMessage);
  if (!protocolMessage) return undefined;
  const original = protocolMessage.key?.id ?? '';
  switch (protocolMessage.type) {
    case Type.REVOKE:
      return { type: 'message_revoke', content: '', id: original };
    case Type.MESSAGE_EDIT: {
      const edited = read(protocolMessage.editedMessage);
      const text = edited?.content ?? '';
      return {
        type: 'message_edit',
        content: text,
        contextInfo: edited?.contextInfo,
        blocks: { edit: { original_id: original, text } },
      };
    }
    default:
      return undefined;
  }
}

/** Both spellings of each key: readers differ. */
function readReaction({ text, key }: proto.Message.IReactionMessage): RawReading {
  const emoji = text ?? '';
  const id = key?.id ?? '';
  return {
    type: 'reaction',
    content: emoji,
    about: key,
    blocks: {
      reaction: {
        emoji,
        text: emoji,
        messageId: id,
        message_id: id,
        fromMe: key?.fromMe ?? false,
        participant: '',
      },
    },
  };
}
