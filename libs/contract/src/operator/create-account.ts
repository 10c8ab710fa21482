import { z } from 'zod';
import { optional } from '../fields/leniency.js';
import { isBroken, judgedBy, kept, type Verdict } from '../fields/verdict.js';
import { judgeAccountName } from '../identifiers/account-name.js';
import { judgeAccountToken } from '../identifiers/token.js';
import { operation } from '../operation/operation-builder.js';
import { account, ACCOUNT_EXAMPLE } from './account.js';
import { accountChangeShape, judgeAccountFields, type AccountChange } from './account-change.js';

const body = accountChangeShape
  .extend({
    token: optional(z.string()).describe(
      '8 to 255 printable ASCII characters without spaces; absent: made here',
    ),
  })
  .meta({ required: ['name'] });

export interface CreateAccountBody extends AccountChange {
  readonly name: string;
  /** Absent: the server makes a token. */
  readonly token?: string;
}

function judgeAccount(sent: z.output<typeof body>): Verdict<CreateAccountBody> {
  const name = judgeAccountName(sent.name);
  if (isBroken(name)) return name;
  const token = judgeAccountToken(sent.token);
  if (isBroken(token)) return token;
  const fields = judgeAccountFields(sent);
  if (isBroken(fields)) return fields;
  return kept({
    ...fields.kept,
    name: name.kept,
    ...(token.kept !== undefined && { token: token.kept }),
  });
}

export const createAccount = operation({
  name: 'operator.createAccount',
  summary: 'Create an account; its token is shown in this reply only',
  method: 'POST',
  path: '/admin/accounts',
  caller: 'operator',
  body: body.transform(judgedBy(judgeAccount)),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Account created successfully'),
    account,
    token: z.string().describe('Kept as a hash only: it cannot be shown again'),
  }),
  errors: [
    'AccountNameRequired',
    'InvalidAccountName',
    'InvalidAccountToken',
    'InvalidAllowedOrigin',
    'AccountNameTaken',
    'TokenTaken',
  ],
  example: {
    body: { name: 'acme', token: 'acme-account-token' },
    reply: {
      success: true,
      message: 'Account created successfully',
      account: ACCOUNT_EXAMPLE,
      token: 'acme-account-token',
    },
  },
});
