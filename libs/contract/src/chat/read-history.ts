import { z } from 'zod';
import { fullJid } from '../events/payloads/address.js';
import { breaks, withDefault } from '../fields/leniency.js';
import { timestamp } from '../fields/timestamp.js';
import { operation } from '../operation/operation-builder.js';
import { chatBody } from './chat-body.js';
import { rangeEnd, secondOf } from './history-range.js';
import { mediaView, statusWord } from './message-view.js';

const DEFAULT_COUNT = 50;
const MAX_COUNT = 1_000;

/** Both ends are part of the range. An undefined end is open. */
export interface HistoryRange {
  readonly count: number;
  readonly fromSeconds: number | undefined;
  readonly toSeconds: number | undefined;
}

const fields = {
  count: withDefault(z.int(), DEFAULT_COUNT)
    .transform((count) => (count < 1 ? DEFAULT_COUNT : Math.min(count, MAX_COUNT)))
    .describe(`At most ${MAX_COUNT}`),
  from: rangeEnd.describe('ISO 8601, inclusive'),
  to: rangeEnd.describe('ISO 8601, inclusive'),
};
type Sent = z.output<z.ZodObject<typeof fields>>;

const judge = ({ count, from, to }: Sent, context: z.RefinementCtx): HistoryRange => ({
  count,
  fromSeconds:
    from === undefined ? from : (secondOf(from, 'from') ?? breaks('InvalidFromDate')(context)),
  toSeconds: to === undefined ? to : (secondOf(to, 'to') ?? breaks('InvalidToDate')(context)),
});

const item = z.strictObject({
  id: z.string(),
  messageId: z.string(),
  type: z.string(),
  content: z.string(),
  fromMe: z.boolean(),
  direction: z.enum(['incoming', 'outgoing']),
  timestamp,
  senderJid: fullJid,
  status: statusWord,
  media: mediaView.optional(),
  replyTo: z.strictObject({ messageId: z.string() }).optional(),
});
export type HistoryItem = z.infer<typeof item>;

export const readHistory = operation({
  name: 'chat.readHistory',
  summary: 'List the stored messages of a chat, newest first; `to` begins the next page',
  method: 'POST',
  path: '/api/chat/history/:instance',
  runsIn: 'session',
  unanswered: 'ReadHistoryFailed',
  invalidBody: 'InvalidRequestBodyDetail',
  body: chatBody(fields, judge),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Chat history retrieved successfully'),
    chat_jid: fullJid,
    messages: z.array(item),
    count: z.int(),
    hasMore: z.boolean().describe('True when the page is full: more messages may follow'),
  }),
  errors: [
    'NumberRequired',
    'InvalidFromDate',
    'InvalidToDate',
    'InvalidNumber',
    'InstanceNotConnected',
    'ReadHistoryFailed',
  ],
  example: {
    body: { number: '5511999999999', count: 20, from: '2026-04-28T00:00:00Z' },
    reply: {
      success: true,
      message: 'Chat history retrieved successfully',
      chat_jid: '5511999999999@s.whatsapp.net',
      messages: [
        {
          id: '3EB08FCF27E532F1B0F5',
          messageId: '3EB08FCF27E532F1B0F5',
          type: 'text',
          content: 'Hi',
          fromMe: false,
          direction: 'incoming',
          timestamp: '2026-04-28T10:30:00Z',
          senderJid: '5511999999999@s.whatsapp.net',
          status: 'read',
        },
      ],
      count: 1,
      hasMore: false,
    },
  },
});
