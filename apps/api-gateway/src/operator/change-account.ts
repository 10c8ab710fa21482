import { changeAccount } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Accounts } from '@starling/storage';
import { AuditedActs } from '../audit/audited-acts.js';
import { TokenInvalidation } from '../auth/token-invalidation.js';
import { type Call, type OperationHandler } from '../call/call.js';
import { toAccountView } from './account-view.js';
import { ensureNamedAccount } from './named-account.js';

@Handles(changeAccount)
export class ChangeAccount implements OperationHandler<typeof changeAccount> {
  constructor(
    private readonly accounts: Accounts,
    private readonly invalidation: TokenInvalidation,
    private readonly audit: AuditedActs,
  ) {}

  async act({ caller, params, body }: Call<typeof changeAccount>) {
    const { id } = await ensureNamedAccount(this.accounts, params);
    const account = await this.accounts.update(id, body);
    // What is remembered of its tokens holds the old rate limit and origins.
    await this.invalidation.announceAccount(id);
    await this.audit.record({
      caller,
      action: changeAccount.name,
      accountId: id,
      details: { fields: Object.keys(body).join(',') },
    });
    return {
      success: true as const,
      message: 'Account updated successfully' as const,
      account: toAccountView(account),
    };
  }
}
