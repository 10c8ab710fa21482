import { type MessageRow } from '@starling/storage';

/** The name by which WhatsApp knows a stored message. */
export const keyOf = ({ messageId: id, chatJid: remoteJid, fromMe, participant }: MessageRow) => ({
  ...{ id, remoteJid, fromMe },
  ...(participant && { participant }),
});
