import { findPhoneDigits } from './phone-digits.js';

/**
 * Whom a message goes to. A `number` may be written in ways that WhatsApp does not know it by, so WhatsApp is asked;
 * an `address` is used as it is.
 */
export type Recipient =
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'address'; readonly jid: string };

const HIDDEN_USER = /^(\d+)(?:_\d+)?(?::\d+)?@lid$/;
const SHARED = /^(?:[\d-]+@g\.us|\d+@newsletter|status@broadcast)$/;

/** Undefined: neither a number nor an address. */
export function findRecipient(sent: string): Recipient | undefined {
  const address = sent.trim();
  const hidden = HIDDEN_USER.exec(address)?.[1];
  if (hidden !== undefined) return { kind: 'address', jid: `${hidden}@lid` };
  if (SHARED.test(address)) return { kind: 'address', jid: address };
  const digits = findPhoneDigits(sent);
  return digits === undefined ? undefined : { kind: 'number', digits };
}
