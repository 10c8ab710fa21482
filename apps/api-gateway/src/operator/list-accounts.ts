import { listAccounts } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Accounts } from '@starling/storage';
import { type Call, type OperationHandler } from '../call/call.js';
import { toAccountView } from './account-view.js';

@Handles(listAccounts)
export class ListAccounts implements OperationHandler<typeof listAccounts> {
  constructor(private readonly accounts: Accounts) {}

  async act({ query }: Call<typeof listAccounts>) {
    const { accounts, nextCursor } = await this.accounts.list(query);
    return {
      success: true as const,
      message: 'Accounts retrieved successfully' as const,
      accounts: accounts.map(toAccountView),
      meta: { nextCursor },
    };
  }
}
