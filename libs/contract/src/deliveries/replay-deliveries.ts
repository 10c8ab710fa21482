import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';
import { breaksQuery, filterText } from '../operator/paging.js';
import { choice } from './delivery.js';

export const replayDeliveries = operation({
  name: 'deliveries.replay',
  summary:
    'Deliver dead letters once more: one, those of a time, or all; each with a fresh schedule',
  method: 'POST',
  path: '/api/events/deliveries/:instance/replay',
  query: z.object({
    ...choice,
    id: filterText
      .transform((text, context) =>
        text === undefined || z.guid().safeParse(text).success ? text : breaksQuery('id')(context),
      )
      .describe('Of one delivery. Absent: all that are kept'),
  }),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Deliveries replayed successfully'),
    replayed: z.int().describe('How many wait again; at most 1000 in one call'),
    more: z.boolean().describe('Whether others may be left'),
  }),
  errors: ['InvalidQueryParameter'],
  example: {
    reply: {
      success: true,
      message: 'Deliveries replayed successfully',
      replayed: 3,
      more: false,
    },
  },
});
