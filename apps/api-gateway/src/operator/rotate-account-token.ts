import { rotateAccountToken } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Accounts } from '@starling/storage';
import { AuditedActs } from '../audit/audited-acts.js';
import { TokenInvalidation } from '../auth/token-invalidation.js';
import { type Call, type OperationHandler } from '../http/call.js';
import { newAccountToken } from './account-token.js';
import { ensureNamedAccount } from './named-account.js';

@Handles(rotateAccountToken)
export class RotateAccountToken implements OperationHandler<typeof rotateAccountToken> {
  constructor(
    private readonly accounts: Accounts,
    private readonly invalidation: TokenInvalidation,
    private readonly audit: AuditedActs,
  ) {}

  async act({ caller, params, body }: Call<typeof rotateAccountToken>) {
    const { id } = await ensureNamedAccount(this.accounts, params);
    const token = body.token ?? newAccountToken();
    await this.accounts.rotateToken(id, token);
    await this.invalidation.forgetAccount(id);
    await this.audit.record({ caller, action: rotateAccountToken.name, accountId: id });
    return { success: true as const, message: 'Account token rotated' as const, token };
  }
}
