import { z } from 'zod';
import { fullJid } from '../events/payloads/address.js';
import { CHAT_TYPES } from '../events/payloads/chat.js';
import { queryList } from '../fields/query-text.js';
import { operation } from '../operation/operation-builder.js';
import { queryFlag } from './query-fields.js';

const list = queryList.transform((sent): string[] =>
  (sent ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

const labelView = z.strictObject({ id: z.string(), name: z.string(), color: z.int() });

export const listLabelledChats = operation({
  name: 'chat.listLabelledChats',
  summary: 'List the chats with one of the given labels, or with any label',
  method: 'GET',
  path: '/api/chat/contactsByLabel/:instance',
  query: z.object({
    labelIds: list.describe('Ids between commas'),
    labelNames: list.describe('Names between commas, in any case; either list may match'),
    refresh: queryFlag('refresh').describe('Ask WhatsApp first; needs a connection'),
  }),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Chats retrieved successfully'),
    chats: z.array(
      z.strictObject({
        jid: fullJid,
        chat_jid: fullJid,
        name: z.string(),
        type: z.enum(CHAT_TYPES),
        labels: z.array(labelView).describe('All labels of the chat'),
      }),
    ),
    total_chats: z.int(),
    total_rows: z.int().describe('Pairs of chat and label'),
    refreshed: z.boolean(),
    filter_label_ids: z.array(z.string()),
  }),
  errors: ['InvalidQueryParameter', 'InstanceNotConnected', 'ListLabelledChatsFailed'],
  example: {
    query: { labelNames: 'VIP' },
    reply: {
      success: true,
      message: 'Chats retrieved successfully',
      chats: [
        {
          jid: '5511999999999@s.whatsapp.net',
          chat_jid: '5511999999999@s.whatsapp.net',
          name: 'Ana',
          type: 'private',
          labels: [{ id: '1', name: 'VIP', color: 5 }],
        },
      ],
      total_chats: 1,
      total_rows: 1,
      refreshed: false,
      filter_label_ids: ['1'],
    },
  },
});
