import { type z } from 'zod';
import { breaks } from '../fields/leniency.js';
import { findRecipient } from '../identifiers/recipient.js';

/** Of a number that may yet prove to be none. */
export const isGroup = (number: string): boolean => {
  const recipient = findRecipient(number);
  return recipient?.kind === 'address' && recipient.jid.endsWith('@g.us');
};

/** The address of who wrote a message. Nobody is asked whether they exist: they wrote it. */
export function authorAddress(sent: string, context: z.RefinementCtx): string {
  const found = findRecipient(sent);
  if (!found) return breaks('InvalidNumber', { number: sent })(context);
  return found.kind === 'address' ? found.jid : `${found.digits}@s.whatsapp.net`;
}
