import { type AccountId } from '@starling/storage';

/** A cache of data about accounts that lives longer than one request. */
export interface AccountCache {
  forgetAccount(accountId: AccountId): void;
}

/** Injection token of the list of all `AccountCache`s. */
export const ACCOUNT_CACHES = Symbol('account caches');
