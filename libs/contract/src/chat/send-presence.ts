import { z } from 'zod';
import { fullJid } from '../events/payloads/address.js';
import { breaks, withDefault } from '../fields/leniency.js';
import { MAX_DELAY_SECONDS } from '../limits/limits.js';
import { operation } from '../operation/operation-builder.js';
import { chatBody } from './chat-body.js';

export const PRESENCE_STATES = ['typing', 'recording', 'paused'] as const;
export type PresenceState = (typeof PRESENCE_STATES)[number];

export interface Presence {
  readonly state: PresenceState;
  /** With 0 the presence is not paused automatically. */
  readonly durationSeconds: number;
}

const fields = {
  state: z
    .string()
    .meta({ enum: ['typing', 'recording', 'pause', 'paused'] })
    .nullish()
    .transform((sent, context): PresenceState => {
      const said = sent?.trim().toLowerCase();
      if (!said) return breaks('StateRequired')(context);
      const wanted = said === 'pause' ? 'paused' : said;
      return PRESENCE_STATES.find((state) => state === wanted) ?? breaks('InvalidState')(context);
    })
    .describe('In any case'),
  duration: withDefault(z.int(), 0)
    .transform((seconds) => Math.min(Math.max(seconds, 0), MAX_DELAY_SECONDS))
    .describe(`Seconds until it is paused by itself, at most ${MAX_DELAY_SECONDS}; 0: never`),
};
type Sent = z.output<z.ZodObject<typeof fields>>;

const judge = ({ state, duration }: Sent): Presence => ({
  state,
  durationSeconds: state === 'paused' ? 0 : duration,
});

export const sendPresence = operation({
  name: 'chat.sendPresence',
  summary: 'Show typing or recording in a chat',
  method: 'POST',
  path: '/api/chat/presence/:instance',
  runsIn: 'session',
  unanswered: 'SendPresenceFailed',
  body: chatBody(fields, judge),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Presence sent successfully'),
    chat_jid: fullJid,
    state: z.enum(PRESENCE_STATES),
    duration: z.int().describe('Seconds'),
  }),
  errors: [
    'NumberRequired',
    'StateRequired',
    'InvalidState',
    'InvalidNumber',
    'InstanceNotConnected',
    'NumberNotOnWhatsApp',
    'VerifyNumberFailed',
    'SendPresenceFailed',
  ],
  example: {
    body: { number: '5511999999999', state: 'typing', duration: 10 },
    reply: {
      success: true,
      message: 'Presence sent successfully',
      chat_jid: '5511999999999@s.whatsapp.net',
      state: 'typing',
      duration: 10,
    },
  },
});
