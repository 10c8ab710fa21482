import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';
import { messageIdParameter } from './query-fields.js';

export const readMedia = operation({
  name: 'chat.readMedia',
  summary: 'Get the file of a message as base64, from our own copy or from WhatsApp',
  method: 'GET',
  path: '/api/chat/base64/:instance',
  runsIn: 'session',
  unanswered: 'ReadMediaFailed',
  query: z.object({ messageId: messageIdParameter('MessageIdParameterRequired') }),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Base64 retrieved successfully'),
    message_id: z.string(),
    mime_type: z.string(),
    media_type: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
    base64: z.string().describe('Bare, without `data:`'),
  }),
  errors: [
    'MessageIdParameterRequired',
    'InstanceNotConnected',
    'MediaNotFound',
    'TooManyFiles',
    'AccountMediaQuotaExceeded',
    'ReadMediaFailed',
  ],
  example: {
    query: { messageId: '3EB08FCF27E532F1B0F5' },
    reply: {
      success: true,
      message: 'Base64 retrieved successfully',
      message_id: '3EB08FCF27E532F1B0F5',
      mime_type: 'image/jpeg',
      media_type: 'image',
      base64: '/9j/4AAQSkZJRgABAQEASABIAAD/2wBD',
    },
  },
});
