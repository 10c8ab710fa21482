import { z } from 'zod';
import { timestamp } from '../../fields/timestamp.js';
import { fullJid } from './address.js';

const edit = { type: z.literal('edit'), labelId: z.string() };
const edited = { name: z.string(), color: z.number() };

const target = { chatJid: fullJid };
const added = { action: z.literal('add'), ...target, labeled: z.literal(true) };
const removed = { action: z.literal('remove'), ...target, labeled: z.literal(false) };

const chat = { type: z.literal('chat'), labelId: z.string() };
const message = { type: z.literal('message'), labelId: z.string() };
const messageId = z.string();

export const labelUpdatePayload = z.union([
  z.strictObject({
    ...edit,
    action: z.literal('updated'),
    ...edited,
    deleted: z.literal(false),
    timestamp,
  }),
  z.strictObject({
    ...edit,
    action: z.literal('deleted'),
    ...edited,
    deleted: z.literal(true),
    timestamp,
  }),
  z.strictObject({ ...chat, ...added, timestamp }),
  z.strictObject({ ...chat, ...removed, timestamp }),
  z.strictObject({ ...message, ...added, messageId, timestamp }),
  z.strictObject({ ...message, ...removed, messageId, timestamp }),
]);
export type LabelUpdatePayload = z.infer<typeof labelUpdatePayload>;

export const labelUpdateExample: LabelUpdatePayload = {
  type: 'chat',
  labelId: '100',
  action: 'add',
  chatJid: '5511999999999@s.whatsapp.net',
  labeled: true,
  timestamp: '2026-09-28T23:44:00Z',
};
