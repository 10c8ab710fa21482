import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';
import { account, ACCOUNT_EXAMPLE } from './account.js';

export const readAccount = operation({
  name: 'operator.readAccount',
  summary: 'Read an account, named by id or by name',
  method: 'GET',
  path: '/admin/accounts/:account',
  caller: 'operator',
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Account retrieved successfully'),
    account,
  }),
  errors: ['AccountNotFound'],
  example: {
    params: { account: 'acme' },
    reply: {
      success: true,
      message: 'Account retrieved successfully',
      account: ACCOUNT_EXAMPLE,
    },
  },
});
