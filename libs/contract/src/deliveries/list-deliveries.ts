import { z } from 'zod';
import { timestamp } from '../fields/timestamp.js';
import { operation } from '../operation/operation-builder.js';
import { filterWord, pageMeta, pageQuery } from '../fields/paging.js';
import { choice, delivery, DELIVERY_STATUSES, EXAMPLE_DELIVERY } from './delivery.js';

export const listDeliveries = operation({
  name: 'deliveries.list',
  summary:
    'List the webhook deliveries of the last three days with their results, last attempt first',
  method: 'GET',
  path: '/api/events/deliveries/:instance',
  query: z.object({
    ...choice,
    status: filterWord('status', DELIVERY_STATUSES).describe('The result of the last attempt'),
    ...pageQuery,
  }),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Deliveries retrieved successfully'),
    deliveries: z.array(delivery),
    meta: pageMeta.extend({
      webhooks: z.array(
        z.strictObject({
          label: z.string(),
          lastSuccessAt: timestamp.nullable(),
          lastFailureAt: timestamp.nullable(),
        }),
      ),
    }),
  }),
  errors: ['InvalidQueryParameter'],
  example: {
    query: { status: 'retry' },
    reply: {
      success: true,
      message: 'Deliveries retrieved successfully',
      deliveries: [EXAMPLE_DELIVERY],
      meta: {
        nextCursor: null,
        webhooks: [
          { label: 'default', lastSuccessAt: null, lastFailureAt: EXAMPLE_DELIVERY.attemptedAt },
        ],
      },
    },
  },
});
