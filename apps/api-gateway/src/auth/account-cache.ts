import { type AccountId } from '@starling/storage';

/** What remembers anything of accounts between requests. */
export interface AccountCache {
  forgetAccount(accountId: AccountId): void;
}

/** Injection token of all of them. */
export const ACCOUNT_CACHES = Symbol('account caches');
