import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';

const count = z.int().min(0);

export const accountUsage = z.strictObject({
  instances: count,
  connectedInstances: count,
  messagesToday: count.describe(
    'Messages sent since midnight UTC: the figure that the daily quota limits',
  ),
  messagesLast30Days: count.describe('Sent in the last 30 days'),
  mediaBytes: count.describe(
    'Of files in the database, expired ones included until they are swept',
  ),
  mediaQuotaBytes: count.describe('The limit of `mediaBytes`'),
});
export type AccountUsage = z.infer<typeof accountUsage>;

export const readUsage = operation({
  name: 'operator.readUsage',
  summary: 'Get what an account uses of its quotas',
  method: 'GET',
  path: '/admin/accounts/:account/usage',
  caller: 'operator',
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Usage retrieved successfully'),
    usage: accountUsage,
  }),
  errors: ['AccountNotFound'],
  example: {
    params: { account: 'acme' },
    reply: {
      success: true,
      message: 'Usage retrieved successfully',
      usage: {
        instances: 12,
        connectedInstances: 9,
        messagesToday: 340,
        messagesLast30Days: 9120,
        mediaBytes: 734_003_200,
        mediaQuotaBytes: 5_368_709_120,
      },
    },
  },
});
