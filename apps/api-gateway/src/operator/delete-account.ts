import { deleteAccount } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Accounts } from '@starling/storage';
import { AuditedActs } from '../audit/audited-acts.js';
import { TokenInvalidation } from '../auth/token-invalidation.js';
import { type Call, type OperationHandler } from '../http/call.js';
import { ensureNamedAccount } from './named-account.js';

@Handles(deleteAccount)
export class DeleteAccount implements OperationHandler<typeof deleteAccount> {
  constructor(
    private readonly accounts: Accounts,
    private readonly invalidation: TokenInvalidation,
    private readonly audit: AuditedActs,
  ) {}

  async act({ caller, params }: Call<typeof deleteAccount>) {
    const { id } = await ensureNamedAccount(this.accounts, params);
    await this.accounts.delete(id);
    await this.invalidation.forgetAccount(id);
    await this.audit.record({ caller, action: deleteAccount.name, accountId: id });
    return {
      success: true as const,
      message: 'Account deleted' as const,
      account: { status: 'deleted' as const },
    };
  }
}
