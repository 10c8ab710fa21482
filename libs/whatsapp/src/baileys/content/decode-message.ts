import { proto } from '@whiskeysockets/baileys';

/** A stored message, as WhatsApp knows it. */
export const decodeMessage = (payload: Uint8Array): proto.IMessage => proto.Message.decode(payload);
