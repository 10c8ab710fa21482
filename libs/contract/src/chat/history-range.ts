import { z } from 'zod';
import { optional } from '../fields/leniency.js';

const DAY_SECONDS = 24 * 60 * 60;
const DATE = z.iso.date();
const MOMENT = z.iso.datetime({ offset: true, local: true });

/**
 * An end of a range of time, as Unix seconds. A day alone is its first second as a beginning and its last as an end;
 * what names no zone is UTC. Undefined: no ISO 8601.
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
