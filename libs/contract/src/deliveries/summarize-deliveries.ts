import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';
import { pageQuery } from '../fields/paging.js';

const accountDeliveries = z.strictObject({
  accountId: z.uuid(),
  accountName: z.string(),
  delivered: z.int(),
  retried: z.int(),
  dead: z.int(),
  deadLetters: z.int().describe('Dead letters that are kept now, of any age'),
});

const endpointSpeed = z.strictObject({
  accountId: z.uuid(),
  host: z.string().describe('Only the host; the rest of the address is left out'),
  attempts: z.int(),
  failures: z.int(),
  latencyP95Ms: z.int(),
});

export const summarizeDeliveries = operation({
  name: 'operator.summarizeDeliveries',
  summary:
    'Get the webhook attempts of the last day by account, worst first, and the slowest endpoints',
  method: 'GET',
  path: '/admin/deliveries',
  caller: 'operator',
  query: z.object({ limit: pageQuery.limit }),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Deliveries retrieved successfully'),
    accounts: z.array(accountDeliveries),
    slowestEndpoints: z.array(endpointSpeed),
  }),
  errors: ['InvalidQueryParameter'],
  example: {
    reply: {
      success: true,
      message: 'Deliveries retrieved successfully',
      accounts: [
        {
          accountId: '0b2f6c1e-54a7-4f0b-9d0e-6f1c2a7d9e10',
          accountName: 'acme',
          delivered: 1200,
          retried: 14,
          dead: 1,
          deadLetters: 3,
        },
      ],
      slowestEndpoints: [
        {
          accountId: '0b2f6c1e-54a7-4f0b-9d0e-6f1c2a7d9e10',
          host: 'hooks.acme.example',
          attempts: 1215,
          failures: 15,
          latencyP95Ms: 830,
        },
      ],
    },
  },
});
