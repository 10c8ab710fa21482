import { z } from 'zod';
import { fullJid } from '../events/payloads/address.js';
import { timestamp } from '../fields/timestamp.js';
import { operation } from '../operation/operation-builder.js';
import { messageIdParameter } from './query-fields.js';
import { mediaView, statusWord } from './message-view.js';

export const readMessage = operation({
  name: 'chat.readMessage',
  summary: 'Get one stored message',
  method: 'GET',
  path: '/api/chat/getMessage/:instance',
  runsIn: 'session',
  unanswered: 'ReadMessageFailed',
  query: z.object({ messageId: messageIdParameter('MessageIdOfQueryRequired') }),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Message found'),
    messageId: z.string(),
    data: z.strictObject({
      content: z.string(),
      type: z.string(),
      from: fullJid,
      to: fullJid.describe('The group, for a message in a group'),
      chat: fullJid,
      timestamp,
      isGroup: z.boolean(),
      status: statusWord,
      media: mediaView.optional(),
    }),
    status: z.literal('found'),
  }),
  errors: [
    'MessageIdOfQueryRequired',
    'InstanceNotConnected',
    'MessageNotFound',
    'ReadMessageFailed',
  ],
  example: {
    query: { messageId: '3EB08FCF27E532F1B0F5' },
    reply: {
      success: true,
      message: 'Message found',
      messageId: '3EB08FCF27E532F1B0F5',
      data: {
        content: 'Hi',
        type: 'text',
        from: '5511888888888@s.whatsapp.net',
        to: '5511999999999@s.whatsapp.net',
        chat: '5511999999999@s.whatsapp.net',
        timestamp: '2026-04-28T10:30:00Z',
        isGroup: false,
        status: 'delivered',
      },
      status: 'found',
    },
  },
});
