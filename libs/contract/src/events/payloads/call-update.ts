import { z } from 'zod';
import { timestamp } from '../../fields/timestamp.js';
import { fullJid, party } from './address.js';

export const CALL_STATUSES = [
  'offer',
  'accepted',
  'rejected',
  'terminated',
  'notification',
] as const;

export const callUpdatePayload = z.strictObject({
  callId: z.string(),
  status: z.enum(CALL_STATUSES),
  direction: z.literal('incoming'),
  timestamp,
  from: party,
  chat: z.strictObject({ jid: fullJid, type: z.enum(['private', 'group']) }),
  isVideo: z.boolean(),
  isGroup: z.boolean(),
  groupJid: fullJid.nullable(),
  reason: z.literal('timeout').nullable(),
  autoRejected: z.boolean(),
});
export type CallUpdatePayload = z.infer<typeof callUpdatePayload>;

export const callUpdateExample: CallUpdatePayload = {
  callId: 'A1B2C3D4E5F60718',
  status: 'offer',
  direction: 'incoming',
  timestamp: '2026-09-28T23:42:00Z',
  from: { jid: '5511999999999@s.whatsapp.net', lid: null, name: 'Ana' },
  chat: { jid: '5511999999999@s.whatsapp.net', type: 'private' },
  isVideo: false,
  isGroup: false,
  groupJid: null,
  reason: null,
  autoRejected: false,
};
