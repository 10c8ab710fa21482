import { z } from 'zod';
import { fullJid } from '../events/payloads/address.js';
import { breaks, numericString, optional } from '../fields/leniency.js';
import { authorAddress, isGroup } from '../message/author.js';
import { operation } from '../operation/operation-builder.js';
import { requiredId } from '../message/kind-fields.js';
import { chatBody } from './chat-body.js';

export interface ReadMark {
  readonly messageId: string;
  /** The address of the author; groups always have it. */
  readonly sender: string | undefined;
}

const fields = {
  messageId: requiredId('MessageIdRequired'),
  sender: optional(numericString).describe('The author; required in groups'),
};
type Sent = z.output<z.ZodObject<typeof fields>>;

function judge({ messageId, sender }: Sent, context: z.RefinementCtx, number: string): ReadMark {
  const author = sender?.trim() ? authorAddress(sender, context) : undefined;
  if (!author && isGroup(number)) breaks('SenderRequired')(context);
  return { messageId, sender: author };
}

export const markRead = operation({
  name: 'chat.markRead',
  summary: 'Mark one message as read',
  method: 'POST',
  path: '/api/chat/markRead/:instance',
  runsIn: 'session',
  unanswered: 'MarkReadFailed',
  invalidBody: 'InvalidRequestBodyDetail',
  body: chatBody(fields, judge),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Message marked as read successfully'),
    message_id: z.string(),
    chat_jid: fullJid,
  }),
  errors: [
    'NumberRequired',
    'MessageIdRequired',
    'SenderRequired',
    'InvalidNumber',
    'InstanceNotConnected',
    'MarkReadFailed',
  ],
  example: {
    body: { number: '5511999999999', messageId: '3EB08FCF27E532F1B0F5' },
    reply: {
      success: true,
      message: 'Message marked as read successfully',
      message_id: '3EB08FCF27E532F1B0F5',
      chat_jid: '5511999999999@s.whatsapp.net',
    },
  },
});
