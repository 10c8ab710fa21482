import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';
import { breaksQuery, filterText } from '../fields/paging.js';
import { choice } from './delivery.js';

const REPLAYED = z.enum(['dead', 'delivered']);

export const replayDeliveries = operation({
  name: 'deliveries.replay',
  summary:
    'Deliver once more what is dead, or what was delivered and is kept: one, those of a time, or all',
  method: 'POST',
  path: '/api/events/deliveries/:instance/replay',
  query: z.object({
    ...choice,
    id: filterText
      .transform((text, context) =>
        text === undefined || z.guid().safeParse(text).success ? text : breaksQuery('id')(context),
      )
      .describe('The id of one delivery. Absent: all deliveries that are kept'),
    status: filterText
      .transform((text, context) =>
        text === undefined || REPLAYED.safeParse(text).success
          ? REPLAYED.parse(text ?? 'dead')
          : breaksQuery('status')(context),
      )
      .describe('`dead`, the default, or `delivered`: as long as the account keeps its events'),
  }),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Deliveries replayed successfully'),
    replayed: z
      .int()
      .describe('The number of deliveries that wait again; at most 1000 for each call'),
    unavailable: z
      .int()
      .describe('The number of delivered ones that are no longer kept, and were left out'),
    more: z.boolean().describe('True when more deliveries may be left'),
  }),
  errors: ['InvalidQueryParameter'],
  example: {
    reply: {
      success: true,
      message: 'Deliveries replayed successfully',
      replayed: 3,
      unavailable: 0,
      more: false,
    },
  },
});
