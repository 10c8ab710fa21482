import { rotateAccountToken } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Accounts } from '@starling/storage';
import { AuditedActs } from '../audit/audited-acts.js';
import { TokenCache } from '../auth/token-cache.js';
import { TokenInvalidation } from '../auth/token-invalidation.js';
import { type Call, type OperationHandler } from '../call/call.js';
import { accountToken } from './account-token.js';
import { ensureNamedAccount } from './named-account.js';

@Handles(rotateAccountToken)
export class RotateAccountToken implements OperationHandler<typeof rotateAccountToken> {
  constructor(
    private readonly accounts: Accounts,
    private readonly tokens: TokenCache,
    private readonly invalidation: TokenInvalidation,
    private readonly audit: AuditedActs,
  ) {}

  async act({ caller, params, body }: Call<typeof rotateAccountToken>) {
    const { id } = await ensureNamedAccount(this.accounts, params);
    const token = await accountToken(body.token, this.tokens);
    await this.accounts.rotateToken(id, token);
    await this.invalidation.announceAccount(id);
    await this.audit.record({ caller, action: rotateAccountToken.name, accountId: id });
    return { success: true as const, message: 'Account token rotated' as const, token };
  }
}
