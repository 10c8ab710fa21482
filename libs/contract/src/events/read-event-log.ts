import { z } from 'zod';
import { queryText } from '../fields/query-text.js';
import { operation } from '../operation/operation-builder.js';
import { breaksQuery, filterWord, pageQuery } from '../fields/paging.js';
import { EVENT_NAMES, eventName } from './event-names.js';

const LOG_ID = /^\d{1,15}-\d{1,10}$/;

/** An id of the log. Absent: the page begins with the oldest event that is kept. */
export const sinceId = queryText.transform((text, context): string | undefined => {
  if (!text) return undefined;
  return LOG_ID.test(text) ? text : breaksQuery('since')(context);
});

const loggedEvent = z.strictObject({
  event: eventName,
  data: z.record(z.string(), z.unknown()),
  instanceData: z.record(z.string(), z.unknown()),
  id: z.string().describe('The id for `since`, here and on the socket'),
});

export const readEventLog = operation({
  name: 'events.readLog',
  summary: 'Read the events of an instance that its account keeps',
  method: 'GET',
  path: '/api/events/log/:instance',
  query: z.object({
    since: sinceId.describe('Id of the last event that is known'),
    limit: pageQuery.limit,
    event: filterWord('event', EVENT_NAMES),
  }),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Events retrieved successfully'),
    events: z.array(loggedEvent),
    meta: z.strictObject({
      nextSince: z.string().nullable().describe('For the next page; null when nothing was found'),
      gap: z.boolean().describe('Events after `since` are no longer kept'),
    }),
  }),
  errors: ['InvalidQueryParameter'],
  example: {
    query: { since: '1777372200000-0' },
    reply: {
      success: true,
      message: 'Events retrieved successfully',
      events: [
        {
          event: 'instance.state',
          data: { state: 'connected', timestamp: '2026-04-28T10:30:00Z' },
          instanceData: { instance: 'sales' },
          id: '1777372200123-0',
        },
      ],
      meta: { nextSince: '1777372200123-0', gap: false },
    },
  },
});
