import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';
import { account, ACCOUNT_EXAMPLE, ACCOUNT_STATUSES } from './account.js';
import { filterText, filterWord, pageMeta, pageQuery } from '../fields/paging.js';

export const listAccounts = operation({
  name: 'operator.listAccounts',
  summary: 'List accounts, oldest first, page by page',
  method: 'GET',
  path: '/admin/accounts',
  caller: 'operator',
  query: z.object({
    status: filterWord('status', ACCOUNT_STATUSES).describe('`active` or `suspended`'),
    name: filterText.describe('A part of the name, in any case'),
    ...pageQuery,
  }),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Accounts retrieved successfully'),
    accounts: z.array(account),
    meta: pageMeta,
  }),
  errors: ['InvalidQueryParameter'],
  example: {
    query: { status: 'active', name: 'acm', limit: '20' },
    reply: {
      success: true,
      message: 'Accounts retrieved successfully',
      accounts: [ACCOUNT_EXAMPLE],
      meta: { nextCursor: null },
    },
  },
});
