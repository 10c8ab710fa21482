import { type PollContent } from '@starling/contract';
import { type BaileysContent } from './content.js';

/** Baileys adds the secret that opens the votes; it is stored with the message. */
export const composePoll = ({ question, options, maxAnswer }: PollContent): BaileysContent => ({
  poll: { name: question, values: [...options], selectableCount: maxAnswer },
});
