import { readAccount } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Accounts } from '@starling/storage';
import { type Call, type OperationHandler } from '../call/call.js';
import { toAccountView } from './account-view.js';
import { ensureNamedAccount } from './named-account.js';

@Handles(readAccount)
export class ReadAccount implements OperationHandler<typeof readAccount> {
  constructor(private readonly accounts: Accounts) {}

  async act({ params }: Call<typeof readAccount>) {
    const account = await ensureNamedAccount(this.accounts, params);
    return {
      success: true as const,
      message: 'Account retrieved successfully' as const,
      account: toAccountView(account),
    };
  }
}
