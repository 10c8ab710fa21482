import { z } from 'zod';
import { fullJid } from '../events/payloads/address.js';
import { withDefault } from '../fields/leniency.js';
import { operation } from '../operation/operation-builder.js';
import { chatBody } from './chat-body.js';

export const markChatRead = operation({
  name: 'chat.markChatRead',
  summary: 'Mark a chat as read or unread',
  method: 'POST',
  path: '/api/chat/markChatRead/:instance',
  runsIn: 'session',
  unanswered: 'MarkChatReadFailed',
  invalidBody: 'InvalidRequestBodyDetail',
  body: chatBody({ read: withDefault(z.boolean(), false) }, ({ read }) => ({ read })),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.enum(['Chat marked as read successfully', 'Chat marked as unread successfully']),
    chat_jid: fullJid,
    read: z.boolean(),
  }),
  errors: ['NumberRequired', 'InvalidNumber', 'InstanceNotConnected', 'MarkChatReadFailed'],
  example: {
    body: { number: '5511999999999', read: true },
    reply: {
      success: true,
      message: 'Chat marked as read successfully',
      chat_jid: '5511999999999@s.whatsapp.net',
      read: true,
    },
  },
});
