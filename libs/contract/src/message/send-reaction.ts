import { type z } from 'zod';
import { breaks, numericString, optional } from '../fields/leniency.js';
import { shortText } from '../fields/limited-text.js';
import { authorAddress, isGroup } from './author.js';
import { flag, requiredId } from './kind-fields.js';
import { bareMessageBody } from './message-body.js';
import { sending } from './sending.js';
import { exampleOfSent } from './sent-reply.js';

export interface ReactionContent {
  /** The message to react to. It need not be stored. */
  readonly messageId: string;
  /** An empty text removes the reaction. */
  readonly emoji: string;
  readonly fromMe: boolean;
  /** The address of the author, in groups. */
  readonly participant: string | undefined;
}

const fields = {
  messageId: requiredId('MessageIdRequired'),
  reaction: shortText
    .nullish()
    .transform((sent, context): string => sent ?? breaks('ReactionRequired')(context))
    .describe('An emoji; `remove` or empty takes it back'),
  fromMe: flag.describe('The message was sent by this instance'),
  participant: optional(numericString).describe('The author of a message in a group'),
};
type Sent = z.output<z.ZodObject<typeof fields>>;

function judge(sent: Sent, context: z.RefinementCtx, number: string): ReactionContent {
  const { messageId, reaction, fromMe } = sent;
  const participant = sent.participant?.trim() ? sent.participant : undefined;
  if (!participant && !fromMe && isGroup(number)) breaks('ParticipantRequired')(context);
  return {
    messageId,
    emoji: reaction === 'remove' ? '' : reaction.trim(),
    fromMe,
    participant: participant && authorAddress(participant, context),
  };
}

export const sendReaction = sending({
  name: 'message.sendReaction',
  summary: 'React to a message, or take the reaction back',
  path: 'reaction',
  body: bareMessageBody(fields, {}, judge),
  errors: ['MessageIdRequired', 'ReactionRequired', 'ParticipantRequired'],
  example: {
    body: { number: '5511999999999', messageId: '3EB0C431C26A1916E07A', reaction: '👍' },
    reply: {
      ...exampleOfSent({
        messageType: 'reaction',
        content: '👍',
        replyTo: { messageId: '3EB0C431C26A1916E07A' },
      }),
      message: 'Reaction sent successfully',
    },
  },
});
