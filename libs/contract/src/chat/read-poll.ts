import { z } from 'zod';
import { timestamp } from '../fields/timestamp.js';
import { operation } from '../operation/operation-builder.js';
import { messageIdParameter } from './query-fields.js';

const vote = z.strictObject({
  optionHash: z
    .string()
    .regex(/^[\dA-F]{64}$/)
    .describe('SHA-256 of the option'),
  optionName: z.string(),
  senderJid: z.string().describe('Bare digits; an address when the number is hidden'),
  voteMessageId: z.string(),
  createdAt: timestamp,
});

export const pollVotes = z.strictObject({
  messageId: z.string(),
  name: z.string(),
  votes: z
    .array(z.strictObject({ optionName: z.string(), optionVoteCount: z.int().min(0) }))
    .describe('Every option, in the order of the poll'),
  voteDetails: z.array(vote).describe('The last vote of each voter'),
});
export type PollVotes = z.infer<typeof pollVotes>;

export const readPoll = operation({
  name: 'chat.readPoll',
  summary: 'Get the votes of a poll',
  method: 'GET',
  path: '/api/chat/poll/:instance',
  runsIn: 'session',
  unanswered: 'ReadPollFailed',
  query: z.object({ messageId: messageIdParameter('MessageIdParameterRequired') }),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Poll votes retrieved successfully'),
    messageId: z.string(),
    data: pollVotes,
  }),
  errors: [
    'MessageIdParameterRequired',
    'InstanceNotConnected',
    'MessageNotFound',
    'NotAPoll',
    'ReadPollFailed',
  ],
  example: {
    query: { messageId: '3EB08FCF27E532F1B0F5' },
    reply: {
      success: true,
      message: 'Poll votes retrieved successfully',
      messageId: '3EB08FCF27E532F1B0F5',
      data: {
        messageId: '3EB08FCF27E532F1B0F5',
        name: 'Which flavor?',
        votes: [
          { optionName: 'Lime', optionVoteCount: 1 },
          { optionName: 'Mango', optionVoteCount: 0 },
        ],
        voteDetails: [
          {
            optionHash: 'C9665C96A8678E037A9CA363B9B6FBF0B7942AE352F1F6C807F45F9094C9EC9A',
            optionName: 'Lime',
            senderJid: '5511999999999',
            voteMessageId: '3EB0C431C26A1916E07A',
            createdAt: '2026-04-28T10:31:00Z',
          },
        ],
      },
    },
  },
});
