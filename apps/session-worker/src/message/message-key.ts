import { type MessageRow } from '@starling/storage';

/** The name by which WhatsApp knows a stored message. */
export const keyOf = ({ messageId, chatJid, fromMe, participant }: MessageRow) => ({
  id: messageId,
  remoteJid: chatJid,
  fromMe,
  ...(participant && { participant }),
});

/** A stored message as a place in the history of its chat. */
export const placeOf = (row: MessageRow) => ({ key: keyOf(row), sentAt: row.sentAt });

/** A stored message in the form that the engine reads. */
export const storedForm = (row: MessageRow, payload: Uint8Array) => ({
  ...placeOf(row),
  payload,
  source: row.source,
});
