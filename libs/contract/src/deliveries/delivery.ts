import { z } from 'zod';
import { eventName } from '../events/event-names.js';
import { canonicalLabel } from '../events/webhook.js';
import { queryText } from '../fields/query-text.js';
import { timestamp } from '../fields/timestamp.js';
import { breaksQuery, filterText } from '../fields/paging.js';

export const DELIVERY_STATUSES = ['delivered', 'retry', 'dead'] as const;

const result = {
  status: z.enum(DELIVERY_STATUSES).describe('`retry`: another attempt follows. `dead`: none does'),
  httpStatus: z.int().nullable().describe('Null: there was no answer'),
  latencyMs: z.int(),
  error: z.string().nullable(),
  attemptedAt: timestamp,
};

/** One event for one webhook, in the state after its last attempt. The contents of the event are not part of it. */
export const delivery = z.strictObject({
  // A digest in the form of a UUID, but without the version of one.
  id: z.guid(),
  label: z.string(),
  event: eventName,
  eventId: z.string().describe('As in `X-Starling-Event-Id`'),
  attempts: z.int(),
  ...result,
});
export type Delivery = z.infer<typeof delivery>;

export const deliveryAttempt = z.strictObject({
  attempt: z.int(),
  ...result,
  response: z.string().nullable().describe('The first KiB of an answer that was a failure'),
});

const moment = z.iso.datetime({ offset: true });

/** RFC 3339 allows the year 0, Postgres does not. No delivery is older than the epoch. */
const momentFilter = (name: string) =>
  filterText.transform((text, context): Date | undefined => {
    if (text === undefined) return undefined;
    return moment.safeParse(text).success
      ? new Date(Math.max(0, Date.parse(text)))
      : breaksQuery(name)(context);
  });

/** Postgres refuses a query with a NUL character, and no label has one. */
export const webhookLabel = queryText.transform((label, context): string | undefined => {
  if (label?.includes('\0')) return breaksQuery('label')(context);
  return label === undefined ? undefined : canonicalLabel(label);
});

/** The filters of listing and replaying: a webhook and a range of time. */
export const choice = {
  label: webhookLabel.describe('Absent: all webhooks. Empty: `default`'),
  since: momentFilter('since').describe('RFC 3339'),
  until: momentFilter('until').describe('RFC 3339'),
};

export const EXAMPLE_DELIVERY: Delivery = {
  id: '3c0cf6a2-0f5b-4f7e-9a66-0f7a6a1a2b11',
  label: 'default',
  event: 'message.exchange',
  eventId: '3EB0C767D82B632A2E4A',
  attempts: 1,
  status: 'retry',
  httpStatus: 502,
  latencyMs: 48,
  error: null,
  attemptedAt: '2026-04-28T10:30:00Z',
};
