import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';
import { account, ACCOUNT_EXAMPLE } from './account.js';

export const suspendAccount = operation({
  name: 'operator.suspendAccount',
  summary: 'Suspend an account: its tokens stop working and its sessions are closed',
  method: 'POST',
  path: '/admin/accounts/:account/suspend',
  caller: 'operator',
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Account suspended'),
    account,
  }),
  errors: ['AccountNotFound'],
  example: {
    params: { account: 'acme' },
    reply: {
      success: true,
      message: 'Account suspended',
      account: { ...ACCOUNT_EXAMPLE, status: 'suspended' },
    },
  },
});
