import { proto } from '@whiskeysockets/baileys';

/** Decodes the payload of a stored message. */
export const decodeMessage = (payload: Uint8Array): proto.IMessage => proto.Message.decode(payload);
