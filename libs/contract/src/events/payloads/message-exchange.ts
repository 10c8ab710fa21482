import { z } from 'zod';
import { timestamp } from '../../fields/timestamp.js';
import { party } from './address.js';
import { chat } from './chat.js';
import { messageBody } from './message-body.js';

export const messageExchangePayload = z.strictObject({
  id: z.string().describe('Of the message; for a revoke, of the message that was revoked'),
  direction: z.enum(['incoming', 'outgoing']),
  timestamp,
  chat,
  sender: party,
  recipient: party.nullable().describe('The other side of an outgoing message to one person'),
  source: z
    .string()
    .describe(
      'The `source` of the request, `api` without one; `""` for a message that the API did not send',
    ),
  message: messageBody,
});
export type MessageExchangePayload = z.infer<typeof messageExchangePayload>;

export const messageExchangeExample: MessageExchangePayload = {
  id: '3EB08FCF27E532F1B0F5',
  direction: 'incoming',
  timestamp: '2026-09-28T23:40:00Z',
  chat: { jid: '5581900000000@s.whatsapp.net', lid: '1@lid', name: 'Contact', type: 'private' },
  sender: { jid: '5581900000000@s.whatsapp.net', lid: '1@lid', name: 'Contact' },
  recipient: null,
  source: '',
  message: {
    type: 'text',
    content: 'Hi',
    source: '',
    isForwarded: false,
    isEdit: false,
    edit: null,
    context: null,
    media: null,
    location: null,
    contact: null,
    reaction: null,
    interactive: null,
  },
};
