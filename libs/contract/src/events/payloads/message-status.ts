import { z } from 'zod';
import { timestamp } from '../../fields/timestamp.js';
import { fullJid } from './address.js';
import { chatReference } from './chat.js';

export const MESSAGE_STATUSES = [
  'delivered',
  'read',
  'played',
  'read_self',
  'played_self',
  'retry',
  'server_error',
  'sender',
  'inactive',
] as const;

export const messageStatusPayload = z.strictObject({
  timestamp,
  status: z.enum(MESSAGE_STATUSES),
  messageIds: z.array(z.string()).min(1),
  chat: chatReference,
  recipient: fullJid.nullable().describe('Who received or read'),
  isFromMe: z.boolean(),
  messageSender: fullJid.optional().describe('In groups: who wrote the message'),
});
export type MessageStatusPayload = z.infer<typeof messageStatusPayload>;

export const messageStatusExample: MessageStatusPayload = {
  timestamp: '2026-09-28T23:41:00Z',
  status: 'delivered',
  messageIds: ['3EB08FCF27E532F1B0F5'],
  chat: { jid: '5511999999999@s.whatsapp.net', type: 'private' },
  recipient: '5511999999999@s.whatsapp.net',
  isFromMe: true,
};
