import { z } from 'zod';
import { timestamp } from '../fields/timestamp.js';
import { parseAccountReference } from '../identifiers/account-name.js';
import { operation } from '../operation/operation-builder.js';
import { breaksQuery, filterText, pageMeta, pageQuery } from '../fields/paging.js';

const moment = z.iso.datetime({ offset: true });

/** An entry has verbs and ids, never contents. It stays when the account or the instance is deleted. */
export const auditEntry = z.strictObject({
  id: z.string(),
  happenedAt: timestamp,
  actor: z.string().describe('`operator`, or the account or instance of the token'),
  action: z.string().describe('Like `operator.suspendAccount`'),
  accountId: z.uuid().nullable(),
  instanceId: z.uuid().nullable(),
  details: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const listAudit = operation({
  name: 'operator.listAudit',
  summary: 'List the audit log, newest first, page by page',
  method: 'GET',
  path: '/admin/audit',
  caller: 'operator',
  query: z.object({
    account: filterText
      .transform((text) => (text === undefined ? undefined : parseAccountReference(text)))
      .describe('Id or name; a deleted account is found by its id only'),
    since: filterText
      .transform((text, context): Date | undefined => {
        if (text === undefined) return undefined;
        return moment.safeParse(text).success ? new Date(text) : breaksQuery('since')(context);
      })
      .describe('RFC 3339; entries from then on'),
    ...pageQuery,
  }),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Audit entries retrieved successfully'),
    entries: z.array(auditEntry),
    meta: pageMeta,
  }),
  errors: ['InvalidQueryParameter', 'AccountNotFound'],
  example: {
    query: { account: 'acme', since: '2026-04-01T00:00:00Z' },
    reply: {
      success: true,
      message: 'Audit entries retrieved successfully',
      entries: [
        {
          id: '17',
          happenedAt: '2026-04-28T10:30:00Z',
          actor: 'operator',
          action: 'operator.createAccount',
          accountId: '0b2f6c1e-54a7-4f0b-9d0e-6f1c2a7d9e10',
          instanceId: null,
          details: {},
        },
      ],
      meta: { nextCursor: null },
    },
  },
});
