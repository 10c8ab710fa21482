import { type PollContent } from '@starling/contract';
import { type BaileysContent } from './content.js';

/** Its secret, by which votes are read, is made with it and stored with the message. */
export const composePoll = ({ question, options, maxAnswer }: PollContent): BaileysContent => ({
  poll: { name: question, values: [...options], selectableCount: maxAnswer },
});
