import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';
import { account, ACCOUNT_EXAMPLE } from './account.js';

export const resumeAccount = operation({
  name: 'operator.resumeAccount',
  summary: 'Resume a suspended account',
  method: 'POST',
  path: '/admin/accounts/:account/resume',
  caller: 'operator',
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Account resumed'),
    account,
  }),
  errors: ['AccountNotFound'],
  example: {
    params: { account: 'acme' },
    reply: {
      success: true,
      message: 'Account resumed',
      account: ACCOUNT_EXAMPLE,
    },
  },
});
