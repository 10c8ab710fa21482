import { formatTimestamp } from '@starling/domain';
import { toNumber } from '@whiskeysockets/baileys';

type Seconds = Parameters<typeof toNumber>[0];

/** The last second of the year 9999: later timestamps have another form. */
const LAST_SECOND = 253_402_300_799;

/** Null when the time is missing or outside the calendar: a sender may write any number. */
export function momentOf(seconds: Seconds): string | null {
  const value = Math.trunc(toNumber(seconds));
  const isKnown = value > 0 && value <= LAST_SECOND;
  return isKnown ? formatTimestamp(new Date(value * 1_000)) : null;
}
