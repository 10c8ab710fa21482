import { type AccountId } from '@starling/storage';

/** What remembers anything of accounts between requests. */
export interface AccountMemory {
  forgetAccount(accountId: AccountId): void;
}

/** Injection token of all of them. */
export const ACCOUNT_MEMORIES = Symbol('account memories');
