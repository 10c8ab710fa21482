import { createAccount } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Accounts } from '@starling/storage';
import { AuditedActs } from '../audit/audited-acts.js';
import { TokenCache } from '../auth/token-cache.js';
import { TokenInvalidation } from '../auth/token-invalidation.js';
import { type Call, type OperationHandler } from '../call/call.js';
import { accountToken } from './account-token.js';
import { toAccountView } from './account-view.js';

@Handles(createAccount)
export class CreateAccount implements OperationHandler<typeof createAccount> {
  constructor(
    private readonly accounts: Accounts,
    private readonly tokens: TokenCache,
    private readonly invalidation: TokenInvalidation,
    private readonly audit: AuditedActs,
  ) {}

  async act({ caller, body }: Call<typeof createAccount>) {
    const token = await accountToken(body.token, this.tokens);
    const account = await this.accounts.create({ ...body, token });
    // A client may have tried this token a moment ago, and then it is cached as unknown.
    await this.invalidation.forgetAccount(account.id);
    await this.audit.record({ caller, action: createAccount.name, accountId: account.id });
    return {
      success: true as const,
      message: 'Account created successfully' as const,
      account: toAccountView(account),
      token,
    };
  }
}
