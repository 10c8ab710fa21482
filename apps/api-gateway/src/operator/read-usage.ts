import { readUsage } from '@starling/contract';
import { Handles } from '@starling/platform';
import { Accounts, AccountUsages } from '@starling/storage';
import { type Call, type OperationHandler } from '../call/call.js';
import { ensureNamedAccount } from './named-account.js';

@Handles(readUsage)
export class ReadUsage implements OperationHandler<typeof readUsage> {
  constructor(
    private readonly accounts: Accounts,
    private readonly usages: AccountUsages,
  ) {}

  async act({ params }: Call<typeof readUsage>) {
    const { id } = await ensureNamedAccount(this.accounts, params);
    return {
      success: true as const,
      message: 'Usage retrieved successfully' as const,
      usage: await this.usages.read(id),
    };
  }
}
