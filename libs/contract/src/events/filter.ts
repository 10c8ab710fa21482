import { z } from 'zod';
import { optional } from '../fields/leniency.js';
import { broken, kept, type Verdict } from '../fields/verdict.js';
import { EVENT_NAMES, isEventName, type EventName } from './event-names.js';

/** An item of another type makes the body invalid; an unknown event name breaks a rule. */
export const filterField = optional(
  z.array(z.string().meta({ enum: EVENT_NAMES })).describe('Absent or empty: all events'),
);

/** The filter stays exactly as sent, order and duplicates included, because clients compare it with their request. */
export function judgeFilter(names: readonly string[] | undefined): Verdict<EventName[]> {
  const filter = names ?? [];
  return filter.every(isEventName) ? kept([...filter]) : broken('InvalidRequestBody');
}
