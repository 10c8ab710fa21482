import { z } from 'zod';
import { optional } from '../fields/leniency.js';

const DAY_SECONDS = 24 * 60 * 60;
const DATE = z.iso.date();
const MOMENT = z.iso.datetime({ offset: true, local: true });

/**
 * Reads one end of a range of time, as Unix seconds. A date without a time is the first second of the day as a start,
 * and the last second as an end. A time without a zone is UTC. Returns undefined when the text is not ISO 8601.
 */
export function secondOf(text: string, end: 'from' | 'to'): number | undefined {
  const sent = text.trim().toUpperCase();
  if (DATE.safeParse(sent).success) {
    const midnight = Date.parse(sent) / 1_000;
    return end === 'from' ? midnight : midnight + DAY_SECONDS - 1;
  }
  if (!MOMENT.safeParse(sent).success) return undefined;
  const seconds = Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(sent) ? sent : `${sent}Z`) / 1_000;
  return end === 'from' ? Math.ceil(seconds) : Math.floor(seconds);
}

export const rangeEnd = optional(z.string()).transform((sent) => (sent?.trim() ? sent : undefined));
