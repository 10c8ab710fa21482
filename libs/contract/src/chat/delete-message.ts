import { z } from 'zod';
import { fullJid } from '../events/payloads/address.js';
import { withDefault } from '../fields/leniency.js';
import { queryText } from '../fields/query-text.js';
import { operation } from '../operation/operation-builder.js';
import { requiredId } from '../message/kind-fields.js';
import { queryFlag } from './query-fields.js';

const done = { success: z.literal(true) };
const which = { message_id: z.string(), chat_jid: fullJid };

export const deleteMessage = operation({
  name: 'chat.deleteMessage',
  summary: 'Delete a message for everyone, or only for this account',
  method: 'DELETE',
  path: '/api/chat/delete/:instance',
  runsIn: 'session',
  unanswered: 'DeleteMessageFailed',
  query: z.object({
    messageId: queryText.describe('Read when there is no body: some clients drop it on DELETE'),
    deleteForEveryone: queryFlag('deleteForEveryone').describe(
      'Read when there is no body: some clients drop it on DELETE',
    ),
  }),
  queryFlags: ['deleteForEveryone'],
  body: z.object({
    messageId: requiredId('DeletedMessageIdRequired'),
    deleteForEveryone: withDefault(z.boolean(), false),
  }),
  reply: z.discriminatedUnion('delete_type', [
    z.strictObject({
      ...done,
      message: z.literal('Message deleted for everyone successfully'),
      ...which,
      delete_type: z.literal('revoke'),
    }),
    z.strictObject({
      ...done,
      message: z.literal('Message deleted for me successfully'),
      ...which,
      delete_type: z.literal('delete_for_me'),
    }),
  ]),
  errors: [
    'InvalidQueryParameter',
    'DeletedMessageIdRequired',
    'InstanceNotConnected',
    'TargetMessageNotFound',
    'DeleteMessageFailed',
  ],
  example: {
    body: { messageId: '3EB08FCF27E532F1B0F5', deleteForEveryone: true },
    reply: {
      success: true,
      message: 'Message deleted for everyone successfully',
      message_id: '3EB08FCF27E532F1B0F5',
      chat_jid: '5511999999999@s.whatsapp.net',
      delete_type: 'revoke',
    },
  },
});
