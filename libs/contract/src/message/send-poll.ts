import { z } from 'zod';
import { breaks, withDefault } from '../fields/leniency.js';
import { shortText } from '../fields/limited-text.js';
import { plainMessageBody, requiredText } from './message-body.js';
import { sendingPlain } from './sending.js';
import { exampleOfSent } from './sent-reply.js';

const MIN_OPTIONS = 2;
const MAX_OPTIONS = 12;

export interface PollContent {
  readonly question: string;
  readonly options: readonly string[];
  /** The number of options that a voter may choose. */
  readonly maxAnswer: number;
}

const fields = {
  question: requiredText('QuestionRequired', shortText),
  options: z
    .array(shortText)
    .nullish()
    .transform((sent, context): string[] =>
      sent && arePollOptions(sent) ? sent : breaks('InvalidOptionCount')(context),
    )
    .describe(`${MIN_OPTIONS} to ${MAX_OPTIONS} different ones`),
  maxAnswer: withDefault(z.int(), 1).describe('The number of options that a voter may choose'),
};
type Sent = z.output<z.ZodObject<typeof fields>>;

/** A vote names its options only by their text, so two options may not be equal. */
const arePollOptions = (options: readonly string[]): boolean =>
  options.length >= MIN_OPTIONS &&
  options.length <= MAX_OPTIONS &&
  options.every((option) => option.trim() !== '') &&
  new Set(options).size === options.length;

const judge = ({ question, options, maxAnswer }: Sent): PollContent => ({
  question,
  options,
  maxAnswer: Math.min(Math.max(maxAnswer, 1), options.length),
});

export const sendPoll = sendingPlain({
  content: 'poll',
  name: 'message.sendPoll',
  summary: 'Send a poll',
  path: 'poll',
  body: plainMessageBody(fields, {}, judge),
  errors: ['QuestionRequired', 'InvalidOptionCount'],
  example: {
    body: { number: '5511999999999', question: 'Which flavor?', options: ['Lime', 'Mango'] },
    reply: exampleOfSent({
      messageType: 'poll',
      content: 'Which flavor?\n1. Lime\n2. Mango',
    }),
  },
});
