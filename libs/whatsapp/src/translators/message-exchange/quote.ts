import { type proto } from '@whiskeysockets/baileys';
import { addressesOf, type TranslationContext } from '../context.js';
import { readContent } from './read-content.js';

type ContextInfo = proto.IContextInfo | null | undefined;

/** The quoted message, in both shapes that readers know. */
export function quoteOf(contextInfo: ContextInfo, context: TranslationContext) {
  if (!contextInfo?.quotedMessage || !contextInfo.stanzaId) return { context: null };
  const quoted = readContent(contextInfo.quotedMessage);
  const text = quoted?.content ?? '';
  const author = contextInfo.participant
    ? addressesOf(contextInfo.participant, undefined, context).jid
    : '';
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
  const mentioned = contextInfo?.mentionedJid ?? [];
  if (mentioned.length === 0) return {};
  const mentionedUsers = mentioned.map((jid) => addressesOf(jid, undefined, context).jid);
  return { mentions: { mentionedUsers } };
}
