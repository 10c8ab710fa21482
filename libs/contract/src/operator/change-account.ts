import { z } from 'zod';
import { judgedBy } from '../fields/verdict.js';
import { operation } from '../operation/operation-builder.js';
import { account, ACCOUNT_EXAMPLE } from './account.js';
import { accountChangeShape, judgeAccountChange } from './account-change.js';

export const changeAccount = operation({
  name: 'operator.changeAccount',
  summary: 'Change an account; an absent field stays, null resets it to the default',
  method: 'PUT',
  path: '/admin/accounts/:account',
  caller: 'operator',
  body: accountChangeShape.transform(judgedBy(judgeAccountChange)),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Account updated successfully'),
    account,
  }),
  errors: [
    'NoAccountFieldProvided',
    'AccountNameRequired',
    'InvalidAccountName',
    'InvalidAllowedOrigin',
    'AccountNotFound',
    'AccountNameTaken',
  ],
  example: {
    params: { account: 'acme' },
    body: {
      quotas: { instances: 50 },
      rateLimitPerMinute: 600,
      allowedOrigins: ['https://app.example.com'],
      eventRetentionSeconds: 86400,
    },
    reply: {
      success: true,
      message: 'Account updated successfully',
      account: {
        ...ACCOUNT_EXAMPLE,
        quotas: { instances: 50, messagesPerDay: null, mediaBytes: null },
        rateLimitPerMinute: 600,
        allowedOrigins: ['https://app.example.com'],
        eventRetentionSeconds: 86400,
      },
    },
  },
});
