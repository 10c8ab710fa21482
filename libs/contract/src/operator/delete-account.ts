import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';

export const deleteAccount = operation({
  name: 'operator.deleteAccount',
  summary: 'Delete an account with all its instances; only its audit entries stay',
  method: 'DELETE',
  path: '/admin/accounts/:account',
  caller: 'operator',
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Account deleted'),
    account: z.strictObject({ status: z.literal('deleted') }),
  }),
  errors: ['AccountNotFound'],
  example: {
    params: { account: 'acme' },
    reply: { success: true, message: 'Account deleted', account: { status: 'deleted' } },
  },
});
