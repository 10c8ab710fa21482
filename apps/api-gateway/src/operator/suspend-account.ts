import { suspendAccount } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Accounts } from '@starling/storage';
import { AuditedActs } from '../audit/audited-acts.js';
import { TokenInvalidation } from '../auth/token-invalidation.js';
import { type Call, type OperationHandler } from '../call/call.js';
import { toAccountView } from './account-view.js';
import { ensureNamedAccount } from './named-account.js';

@Handles(suspendAccount)
export class SuspendAccount implements OperationHandler<typeof suspendAccount> {
  constructor(
    private readonly accounts: Accounts,
    private readonly invalidation: TokenInvalidation,
    private readonly audit: AuditedActs,
  ) {}

  async act({ caller, params }: Call<typeof suspendAccount>) {
    const { id } = await ensureNamedAccount(this.accounts, params);
    const account = await this.accounts.suspend(id);
    await this.invalidation.announceAccount(id);
    await this.audit.record({ caller, action: suspendAccount.name, accountId: id });
    return {
      success: true as const,
      message: 'Account suspended' as const,
      account: toAccountView(account),
    };
  }
}
