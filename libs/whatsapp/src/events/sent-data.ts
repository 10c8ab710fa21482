import { type SentData } from '@starling/contract';
import { type TaggedMessage } from '../port/outgoing.js';
import { type TranslationContext } from './context.js';
import { messageExchange } from './message-exchange/message-exchange.js';

interface MediaFacts {
  readonly url: string | null;
  readonly mimeType: string;
  readonly size: number | null;
  readonly duration: number | null;
}

/** What the reply says of a message that was sent: in the words of its event, where both have words for it. */
export function sentData(message: TaggedMessage, context: TranslationContext): SentData {
  const exchange = messageExchange(message, context);
  if (!exchange) throw new Error('a message of a kind that nobody is told of');
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
      ...{ jid: chat.jid, lid: chat.lid, type: chat.type },
      ...(chat.type === 'group' && { groupName: chat.name }),
    },
    sender,
    messageType: type,
    ...(type !== 'sticker' && { content }),
    source,
    ...(mentions && { mentions: mentions.mentionedUsers }),
    ...(answered && { replyTo: { messageId: answered } }),
    ...(media && mediaData(media as MediaFacts)),
  };
}

interface Extras {
  readonly mentions?: { readonly mentionedUsers: string[] };
  readonly reply?: { readonly message_id: string };
  readonly reaction: { readonly messageId: string } | null;
}

const mediaData = ({ url, mimeType, size, duration }: MediaFacts) => ({
  ...(url && { mediaUrl: url }),
  mediaMimeType: mimeType,
  ...(size !== null && { mediaSize: size }),
  ...(duration !== null && { mediaDuration: duration }),
});
