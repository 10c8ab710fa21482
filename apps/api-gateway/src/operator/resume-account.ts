import { resumeAccount } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Accounts } from '@starling/storage';
import { AuditedActs } from '../audit/audited-acts.js';
import { TokenInvalidation } from '../auth/token-invalidation.js';
import { type Call, type OperationHandler } from '../call/call.js';
import { toAccountView } from './account-view.js';
import { ensureNamedAccount } from './named-account.js';

@Handles(resumeAccount)
export class ResumeAccount implements OperationHandler<typeof resumeAccount> {
  constructor(
    private readonly accounts: Accounts,
    private readonly invalidation: TokenInvalidation,
    private readonly audit: AuditedActs,
  ) {}

  async act({ caller, params }: Call<typeof resumeAccount>) {
    const { id } = await ensureNamedAccount(this.accounts, params);
    const account = await this.accounts.resume(id);
    await this.invalidation.announceAccount(id);
    await this.audit.record({ caller, action: resumeAccount.name, accountId: id });
    return {
      success: true as const,
      message: 'Account resumed' as const,
      account: toAccountView(account),
    };
  }
}
