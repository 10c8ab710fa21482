import { type z } from 'zod';
import { breaks } from '../fields/leniency.js';
import { findRecipient } from '../identifiers/recipient.js';

/** The number may still prove to be invalid. */
export const isGroup = (number: string): boolean => {
  const recipient = findRecipient(number);
  return recipient?.kind === 'address' && recipient.jid.endsWith('@g.us');
};

/** The address of the author of a message. WhatsApp is not asked whether the author exists. */
export function authorAddress(sent: string, context: z.RefinementCtx): string {
  const found = findRecipient(sent);
  if (!found) return breaks('InvalidNumber', { number: sent })(context);
  return found.kind === 'address' ? found.jid : `${found.digits}@s.whatsapp.net`;
}
