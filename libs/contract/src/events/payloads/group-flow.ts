import { z } from 'zod';
import { timestamp } from '../../fields/timestamp.js';
import { fullJid, party } from './address.js';

const member = z.strictObject({ jid: fullJid, name: z.string(), lid: party.shape.lid });

const base = {
  groupJid: fullJid,
  groupName: z.string().describe('The name after the change; `""` when it is unknown'),
  timestamp,
};
const author = party.nullable();

const flow = <Word extends string, Value extends z.ZodType>(word: Word, value: Value) =>
  z.strictObject({ type: z.literal(word), ...base, participants: z.tuple([]), author, value });

const move = <Word extends string, Value extends z.ZodType>(word: Word, value: Value) =>
  z.strictObject({
    type: z.literal(word),
    ...base,
    participants: z.array(member).min(1),
    author,
    value,
  });

export const groupFlowPayload = z.discriminatedUnion('type', [
  move('joined', z.null()),
  move('left', z.null()),
  move('promoted', z.null()),
  move('demoted', z.null()),
  move('changed_number', z.null()),
  flow('name', z.string()),
  flow('topic', z.string()),
  flow('announce', z.boolean()),
  flow('locked', z.boolean()),
  flow('link', z.string().startsWith('https://chat.whatsapp.com/')),
  flow('member_add_mode', z.boolean()),
  flow('join_approval', z.boolean()),
  flow('ephemeral', z.number()),
  move('join_request', z.enum(['created', 'revoked', 'rejected'])),
  flow('delete', z.null()),
]);
export type GroupFlowPayload = z.infer<typeof groupFlowPayload>;

export const groupFlowExample: GroupFlowPayload = {
  type: 'joined',
  groupJid: '120363406289005073@g.us',
  groupName: 'Dev Team',
  timestamp: '2026-09-28T23:43:00Z',
  participants: [{ jid: '5511999999999@s.whatsapp.net', name: 'Ana', lid: '1@lid' }],
  author: { jid: '5511888888888@s.whatsapp.net', lid: null, name: 'Bob' },
  value: null,
};
