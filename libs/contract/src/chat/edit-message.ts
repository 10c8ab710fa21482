import { z } from 'zod';
import { fullJid } from '../events/payloads/address.js';
import { longText } from '../fields/limited-text.js';
import { requiredText } from '../message/message-body.js';
import { operation } from '../operation/operation-builder.js';
import { requiredId } from '../message/kind-fields.js';

/** The limit of WhatsApp: it does not show later edits. */
export const EDITABLE_MINUTES = 15;

export const editMessage = operation({
  name: 'chat.editMessage',
  summary: `Replace the text of an own message of the last ${EDITABLE_MINUTES} minutes`,
  method: 'POST',
  path: '/api/chat/edit/:instance',
  runsIn: 'session',
  unanswered: 'EditMessageFailed',
  body: z.object({
    messageId: requiredId('MessageIdRequired'),
    content: requiredText('NewContentRequired', longText),
  }),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Message edited successfully'),
    messageId: z.string().describe('The id as sent'),
    chatJid: fullJid,
    oldContent: z.string(),
    newContent: z.string(),
  }),
  errors: [
    'MessageIdRequired',
    'NewContentRequired',
    'InstanceNotConnected',
    'TargetMessageNotFound',
    'NotOwnText',
    'TooOldToEdit',
    'MessageTooLarge',
    'EditMessageFailed',
  ],
  example: {
    body: { messageId: '3EB08FCF27E532F1B0F5', content: 'Hello there' },
    reply: {
      success: true,
      message: 'Message edited successfully',
      messageId: '3EB08FCF27E532F1B0F5',
      chatJid: '5511999999999@s.whatsapp.net',
      oldContent: 'Hello',
      newContent: 'Hello there',
    },
  },
});
