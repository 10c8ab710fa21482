import { type ReactionContent } from '@starling/contract';
import { type Outgoing } from '../../port/outgoing.js';

export const composeReaction = (
  { messageId, emoji, fromMe, participant }: ReactionContent,
  jid: string,
): Outgoing['content'] => ({
  react: {
    text: emoji,
    key: { remoteJid: jid, id: messageId, fromMe, ...(participant && { participant }) },
  },
});
