import { type ReactionContent } from '@starling/contract';
import { type BaileysContent } from './content.js';

export const composeReaction = (
  { messageId, emoji, fromMe, participant }: ReactionContent,
  jid: string,
): BaileysContent => ({
  react: {
    text: emoji,
    key: { remoteJid: jid, id: messageId, fromMe, ...(participant && { participant }) },
  },
});
