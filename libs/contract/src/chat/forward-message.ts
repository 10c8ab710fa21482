import { z } from 'zod';
import { fullJid } from '../events/payloads/address.js';
import { operation } from '../operation/operation-builder.js';
import { requiredId } from '../message/kind-fields.js';
import { recipientOf } from './chat-body.js';

export const forwardMessage = operation({
  name: 'chat.forwardMessage',
  summary: 'Forward a stored message to another chat',
  method: 'POST',
  path: '/api/chat/forward/:instance',
  runsIn: 'session',
  sends: true,
  unanswered: 'ForwardMessageFailed',
  body: z
    .object({
      messageId: requiredId('MessageIdRequired'),
      to: requiredId('DestinationRequired').describe('Digits with country code, or an address'),
    })
    .transform(({ messageId, to }, context) => ({
      messageId,
      recipient: recipientOf(to, context),
    })),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Message forwarded successfully'),
    messageId: z.string().describe('Of the new message'),
    originalId: z.string(),
    destinationJid: fullJid,
  }),
  errors: [
    'MessageIdRequired',
    'DestinationRequired',
    'InvalidNumber',
    'InstanceNotConnected',
    'TargetMessageNotFound',
    'NumberNotOnWhatsApp',
    'VerifyNumberFailed',
    'MessageTooLarge',
    'WhatsAppRateLimit',
    'UnforwardableType',
    'ForwardMessageFailed',
  ],
  example: {
    body: { messageId: '3EB0C431C26A1916E07A', to: '5511999999999' },
    reply: {
      success: true,
      message: 'Message forwarded successfully',
      messageId: '3EB08FCF27E532F1B0F5',
      originalId: '3EB0C431C26A1916E07A',
      destinationJid: '5511999999999@s.whatsapp.net',
    },
  },
});
