import { z } from 'zod';
import { fullJid, party } from '../events/payloads/address.js';
import { chat } from '../events/payloads/chat.js';
import { timestamp } from '../fields/timestamp.js';

const vcard = z.object({ fullName: z.string(), phone: z.string() }).loose();

/** The message that was sent. Keys that do not apply are absent. */
const sentData = z.strictObject({
  messageId: z.string(),
  timestamp,
  direction: z.literal('outgoing'),
  chat: z.strictObject({
    jid: chat.shape.jid,
    lid: chat.shape.lid,
    type: chat.shape.type,
    groupName: z.string().optional(),
  }),
  sender: party,
  messageType: z.string(),
  content: z.string().optional(),
  source: z.string(),
  mentions: z.array(fullJid).optional(),
  replyTo: z.strictObject({ messageId: z.string() }).optional(),
  mediaUrl: z.string().optional(),
  mediaMimeType: z.string().optional(),
  mediaSize: z.number().optional().describe('Bytes'),
  mediaDuration: z.number().optional().describe('Seconds'),
  vcard: z.array(vcard).optional(),
});
export type SentData = z.input<typeof sentData>;

export const SENT = 'Message sent successfully';

export const sentReply = z.strictObject({
  success: z.literal(true),
  message: z.string(),
  status: z.literal('sent'),
  messageId: z.string(),
  data: sentData,
});
export type SentReply = z.input<typeof sentReply>;

export const exampleOfSent = (data: Pick<SentData, 'messageType'> & Partial<SentData>) =>
  ({
    success: true,
    message: SENT,
    status: 'sent',
    messageId: '3EB08FCF27E532F1B0F5',
    data: {
      messageId: '3EB08FCF27E532F1B0F5',
      timestamp: '2026-04-28T10:30:00Z',
      direction: 'outgoing',
      chat: { jid: '5511999999999@s.whatsapp.net', lid: null, type: 'private' },
      sender: { jid: '5511888888888@s.whatsapp.net', lid: '2@lid', name: 'Orion' },
      ...data,
      source: 'api',
    },
  }) satisfies SentReply;
