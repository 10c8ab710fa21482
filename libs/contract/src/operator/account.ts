import { z } from 'zod';
import { timestamp } from '../fields/timestamp.js';

export const ACCOUNT_STATUSES = ['active', 'suspended'] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

const limit = z.int().min(0).nullable();

/** A tenant as the operator sees it. Only the answers that create or rotate its token contain the token. */
export const account = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  status: z.enum(ACCOUNT_STATUSES),
  quotas: z.strictObject({
    instances: limit.describe('Null: no quota'),
    messagesPerDay: limit.describe('Sends per UTC day; null: no quota'),
    mediaBytes: limit.describe('Of stored files; null: the quota of the deployment'),
  }),
  rateLimitPerMinute: limit.describe('Null: the limit of the deployment'),
  allowedOrigins: z.array(z.string()).describe('Browser origins beside that of the deployment'),
  eventRetentionSeconds: z.int().min(0).describe('0: events are not kept'),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type AccountView = z.infer<typeof account>;

export const ACCOUNT_EXAMPLE: AccountView = {
  id: '0b2f6c1e-54a7-4f0b-9d0e-6f1c2a7d9e10',
  name: 'acme',
  status: 'active',
  quotas: { instances: null, messagesPerDay: null, mediaBytes: null },
  rateLimitPerMinute: null,
  allowedOrigins: [],
  eventRetentionSeconds: 0,
  createdAt: '2026-04-28T10:30:00Z',
  updatedAt: '2026-04-28T10:30:00Z',
};
