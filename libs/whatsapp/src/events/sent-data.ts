import { type SentData } from '@starling/contract';
import { type MessageFact } from '../port/facts.js';
import { type Blocks } from '../port/message.js';
import { type TranslationContext } from './context.js';
import { messageExchange } from './message-exchange.js';

/** What the reply says of a message that was sent: in the words of its event, where both have words for it. */
export function sentData(message: MessageFact, context: TranslationContext): SentData {
  if (!message.reading) throw new Error('a message of a kind that is not reported');
  const exchange = messageExchange(message, message.reading, context);
  const { id, timestamp, chat, sender, source } = exchange;
  const { type, content, media, mentions, ...more } = exchange.message as typeof exchange.message &
    Extras;
  const { reaction, reply } = more;
  const answered = reaction?.messageId ?? reply?.message_id;
  return {
    messageId: id,
    timestamp,
    direction: 'outgoing',
    chat: {
      jid: chat.jid,
      lid: chat.lid,
      type: chat.type,
      ...(chat.type === 'group' && { groupName: chat.name }),
    },
    sender,
    messageType: type,
    ...(type !== 'sticker' && { content }),
    source,
    ...(mentions && { mentions: mentions.mentionedUsers }),
    ...(answered && { replyTo: { messageId: answered } }),
    ...(media && mediaData(media)),
  };
}

interface Extras {
  readonly mentions?: { readonly mentionedUsers: string[] };
  readonly reply?: { readonly message_id: string };
  readonly reaction: { readonly messageId: string } | null;
}

const mediaData = ({ url, mimeType, size, duration }: NonNullable<Blocks['media']>) => ({
  ...(url && { mediaUrl: url }),
  mediaMimeType: mimeType,
  ...(size !== null && { mediaSize: size }),
  ...(duration !== null && { mediaDuration: duration }),
});
