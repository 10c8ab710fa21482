import { type AccountId } from './ids.js';

let construct: (accountId: AccountId) => TenantScope;

/**
 * Leave to touch the rows of one account. Repositories ask for it first, so a query that forgot its
 * tenant does not compile: nothing else has this type, and only `mintTenantScope` makes one.
 */
export class TenantScope {
  readonly #accountId: AccountId;

  private constructor(accountId: AccountId) {
    this.#accountId = accountId;
  }

  static {
    construct = (accountId) => new TenantScope(accountId);
  }

  get accountId(): AccountId {
    return this.#accountId;
  }
}

/**
 * For those who have just proven whose request it is: the guard that looked the token up, and the
 * parser of a command that such a guard let through. Entered as `@starling/storage/tenant-scopes`,
 * so that one glance at the imports shows who can.
 */
export const mintTenantScope = (accountId: AccountId): TenantScope => construct(accountId);
