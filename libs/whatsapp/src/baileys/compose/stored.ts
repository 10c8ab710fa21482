import { type WAMessage } from '@whiskeysockets/baileys';
import { type StoredContent } from '../../port/outgoing.js';
import { decodeMessage } from '../content/decode-message.js';

/** A stored message, as Baileys knows it. */
export const storedMessage = ({ key, payload, sentAt }: StoredContent): WAMessage => ({
  key,
  message: decodeMessage(payload),
  messageTimestamp: Math.floor(sentAt.getTime() / 1_000),
});
