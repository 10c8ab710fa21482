import { z } from 'zod';
import { buttonTap, formAnswer, listChoice, templateTap } from './interactive-blocks.js';
import {
  contactBlock,
  editBlock,
  EVENT_ANSWERS,
  eventAnswerBlock,
  eventBlock,
  locationBlock,
  mediaBlock,
  mentionsBlock,
  pollBlock,
  quoteBlock,
  reactionBlock,
  replyBlock,
  voteBlock,
} from './message-blocks.js';

/** The keys that are always present. A block is null when the type does not use it. */
const whole = {
  content: z.string(),
  source: z.string(),
  isForwarded: z.boolean(),
  isEdit: z.literal(false),
  edit: z.null(),
  context: z.null(),
  media: z.null(),
  location: z.null(),
  contact: z.null(),
  reaction: z.null(),
  interactive: z.null(),
};

/** A message that a person writes may quote another message and mention people. */
const written = {
  ...whole,
  context: quoteBlock.nullable(),
  reply: replyBlock.optional(),
  mentions: mentionsBlock.optional(),
};

const silent = { ...whole, content: z.literal('') };

const file = <Word extends string>(word: Word) =>
  z.strictObject({ type: z.literal(word), ...written, media: mediaBlock });

const menu = <Word extends string>(word: Word) =>
  z.strictObject({ type: z.literal(word), ...written });

/** One shape for each value of `message.type`. */
export const messageBody = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), ...written }),
  file('image'),
  file('video'),
  file('audio'),
  file('document'),
  file('sticker'),
  z.strictObject({ type: z.literal('location'), ...written, location: locationBlock }),
  z.strictObject({
    type: z.literal('contact'),
    ...written,
    contact: contactBlock.nullable(),
    contacts: z.array(contactBlock).min(2).optional(),
  }),
  z.strictObject({ type: z.literal('reaction'), ...whole, reaction: reactionBlock }),
  z.strictObject({ type: z.literal('poll'), ...written, poll: pollBlock }),
  z.strictObject({ type: z.literal('poll-update'), ...whole, reply: replyBlock, poll: voteBlock }),
  z.strictObject({ type: z.literal('event'), ...written, event: eventBlock }),
  z.strictObject({
    type: z.literal('event-response'),
    ...whole,
    content: z.enum(EVENT_ANSWERS),
    reply: replyBlock,
    event: eventAnswerBlock,
  }),
  menu('buttons'),
  menu('list'),
  z.strictObject({
    type: z.literal('interactive'),
    ...written,
    interactive: formAnswer.nullable().describe('Null for a menu, else a filled-in form'),
  }),
  z.strictObject({ type: z.literal('buttons_response'), ...silent, interactive: buttonTap }),
  z.strictObject({ type: z.literal('template_button_reply'), ...silent, interactive: templateTap }),
  z.strictObject({ type: z.literal('list_response'), ...silent, interactive: listChoice }),
  z.strictObject({
    type: z.literal('message_edit'),
    ...written,
    isEdit: z.literal(true),
    edit: editBlock,
  }),
  z.strictObject({ type: z.literal('message_revoke'), ...silent }),
  z.strictObject({ type: z.literal('unknown'), ...silent }),
]);

export type MessageBody = z.infer<typeof messageBody>;
