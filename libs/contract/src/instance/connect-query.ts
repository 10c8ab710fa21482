import { breaks } from '../fields/leniency.js';
import { queryText } from '../fields/query-text.js';
import { findPhoneDigits } from '../identifiers/phone-digits.js';
import { MAX_HISTORY_DAYS } from '../limits/limits.js';

/** An empty parameter is the same as an absent one. */
export const pairingNumber = queryText
  .transform((sent, context): string | undefined => {
    if (!sent) return undefined;
    return findPhoneDigits(sent) ?? breaks('InvalidNumber', { number: sent })(context);
  })
  .describe('Digits with country code: asks for a pairing code instead of a QR');

export const historyDays = queryText
  .transform((sent, context): number | undefined => {
    if (!sent) return undefined;
    const days = /^\d+$/.test(sent) ? Number(sent) : 0;
    return days >= 1
      ? Math.min(days, MAX_HISTORY_DAYS)
      : breaks('InvalidHistoryParameter')(context);
  })
  .describe(`Days of history to ask for at the first pairing, 1 to ${MAX_HISTORY_DAYS}`);
