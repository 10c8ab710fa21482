import { type proto } from '@whiskeysockets/baileys';
import { type TranslationContext, writtenAddress } from '../context.js';
import { readContent } from '../../baileys/content/read-content.js';

type ContextInfo = proto.IContextInfo | null | undefined;

/** The quoted message, in both shapes that readers know. */
export function quoteOf(contextInfo: ContextInfo, context: TranslationContext) {
  if (!contextInfo?.quotedMessage || !contextInfo.stanzaId) return { context: null };
  const quoted = readContent(contextInfo.quotedMessage);
  const text = quoted?.content ?? '';
  const author = writtenAddress(contextInfo.participant, undefined, context);
  return {
    context: {
      messageId: contextInfo.stanzaId,
      participant: author,
      type: quoted?.type ?? 'unknown',
      content: text,
    },
    reply: { message_id: contextInfo.stanzaId, text, sender: author },
  };
}

/** The key is there only when somebody is mentioned. */
export function mentionsOf(contextInfo: ContextInfo, context: TranslationContext) {
  const mentionedUsers = (contextInfo?.mentionedJid ?? [])
    .map((jid) => writtenAddress(jid, undefined, context))
    .filter((jid) => jid !== '');
  return mentionedUsers.length > 0 ? { mentions: { mentionedUsers } } : {};
}
