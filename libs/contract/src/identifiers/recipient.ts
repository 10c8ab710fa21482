import { findPhoneDigits } from './phone-digits.js';

/**
 * The recipient of a message. WhatsApp may know a `number` in another form than the one sent, so WhatsApp is asked. An
 * `address` is used unchanged.
 */
export type Recipient =
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'address'; readonly jid: string };

const HIDDEN_USER = /^(\d+)(?:_\d+)?(?::\d+)?@lid$/;
const SHARED = /^(?:[\d-]+@g\.us|\d+@newsletter|status@broadcast)$/;

/** Returns undefined for a text that is neither a number nor an address. */
export function findRecipient(sent: string): Recipient | undefined {
  const address = sent.trim();
  const hidden = HIDDEN_USER.exec(address)?.[1];
  if (hidden !== undefined) return { kind: 'address', jid: `${hidden}@lid` };
  if (SHARED.test(address)) return { kind: 'address', jid: address };
  const digits = findPhoneDigits(sent);
  return digits === undefined ? undefined : { kind: 'number', digits };
}
