import { deleteAccount } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Accounts } from '@starling/storage';
import { AuditedActs } from '../audit/audited-acts.js';
import { scopeForOperator } from '../auth/operator-scope.js';
import { TokenInvalidation } from '../auth/token-invalidation.js';
import { DepartingSessions } from '../commands/departing-sessions.js';
import { ChangeNotices } from '../control/change-notices.js';
import { type Call, type OperationHandler } from '../call/call.js';
import { ensureNamedAccount } from './named-account.js';

@Handles(deleteAccount)
export class DeleteAccount implements OperationHandler<typeof deleteAccount> {
  constructor(
    private readonly accounts: Accounts,
    private readonly invalidation: TokenInvalidation,
    private readonly departing: DepartingSessions,
    private readonly notices: ChangeNotices,
    private readonly audit: AuditedActs,
  ) {}

  async act({ caller, params, requestId }: Call<typeof deleteAccount>) {
    const { id } = await ensureNamedAccount(this.accounts, params);
    const all = await this.departing.logOutAll(scopeForOperator(caller, id), requestId);
    await this.accounts.delete(id);
    await this.invalidation.announceAccount(id);
    await Promise.all(all.map(({ instanceId, owner }) => this.notices.deleted(instanceId, owner)));
    await this.audit.record({ caller, action: deleteAccount.name, accountId: id });
    return {
      success: true as const,
      message: 'Account deleted' as const,
      account: { status: 'deleted' as const },
    };
  }
}
