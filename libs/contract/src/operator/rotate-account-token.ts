import { z } from 'zod';
import { optional } from '../fields/leniency.js';
import { judgedBy } from '../fields/verdict.js';
import { judgeAccountToken } from '../identifiers/token.js';
import { operation } from '../operation/operation-builder.js';

export const rotateAccountToken = operation({
  name: 'operator.rotateAccountToken',
  summary: 'Replace the token of an account; the old one stops working at once',
  method: 'POST',
  path: '/admin/accounts/:account/rotateToken',
  caller: 'operator',
  body: z.object({
    token: optional(z.string())
      .transform(judgedBy(judgeAccountToken))
      .describe('Printable ASCII without spaces; absent: made here'),
  }),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Account token rotated'),
    token: z.string().describe('Kept as a hash only: it cannot be shown again'),
  }),
  errors: ['InvalidAccountToken', 'AccountNotFound', 'TokenTaken'],
  example: {
    params: { account: 'acme' },
    body: { token: 'acme-next-token' },
    reply: { success: true, message: 'Account token rotated', token: 'acme-next-token' },
  },
});
