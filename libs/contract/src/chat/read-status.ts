import { z } from 'zod';
import { fullJid } from '../events/payloads/address.js';
import { timestamp } from '../fields/timestamp.js';
import { operation } from '../operation/operation-builder.js';
import { messageIdParameter } from './query-fields.js';
import { statusWord } from './message-view.js';
import { STATUS_CODES } from './status-words.js';

export const readStatus = operation({
  name: 'chat.readStatus',
  summary: 'Get the delivery status of a message; needs no connection',
  method: 'GET',
  path: '/api/chat/status/:instance',
  query: z.object({ messageId: messageIdParameter('MessageIdParameterRequired') }),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Message status retrieved successfully'),
    message_id: z.string(),
    status: statusWord,
    status_code: z.literal(Object.values(STATUS_CODES)),
    direction: z.enum(['sent', 'received']),
    chat_jid: fullJid,
    timestamp: timestamp.describe('The time of the message'),
  }),
  errors: [
    'MessageIdParameterRequired',
    'MessageNotFound',
    'MessageOfAnotherInstance',
    'ReadStatusFailed',
  ],
  example: {
    query: { messageId: '3EB08FCF27E532F1B0F5' },
    reply: {
      success: true,
      message: 'Message status retrieved successfully',
      message_id: '3EB08FCF27E532F1B0F5',
      status: 'read',
      status_code: 4,
      direction: 'sent',
      chat_jid: '5511999999999@s.whatsapp.net',
      timestamp: '2026-04-28T10:30:00Z',
    },
  },
});
