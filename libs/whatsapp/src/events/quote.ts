import { type MessageContext } from '../port/message.js';
import { type TranslationContext, writtenAddress } from './context.js';

/** The quoted message, in both shapes that readers know. */
export function quoteOf(context: MessageContext | undefined, translation: TranslationContext) {
  const quoted = context?.quoted;
  if (!quoted) return { context: null };
  const { messageId } = quoted;
  const shown = quoted.read();
  const content = shown?.content ?? '';
  const author = writtenAddress(quoted.participant, undefined, translation);
  return {
    context: { messageId, participant: author, type: shown?.type ?? 'unknown', content },
    reply: { message_id: messageId, text: content, sender: author },
  };
}

/** The key is there only when the message mentions people. */
export function mentionsOf(context: MessageContext | undefined, translation: TranslationContext) {
  const mentionedUsers = (context?.mentioned ?? [])
    .map((jid) => writtenAddress(jid, undefined, translation))
    .filter((jid) => jid !== '');
  return mentionedUsers.length > 0 ? { mentions: { mentionedUsers } } : {};
}
