import { ContractError } from '@starling/contract';
import { type AccountId, type TenantScope } from '@starling/storage';
import { mintTenantScope } from '@starling/storage/tenant-scopes';
import { type Caller } from './caller.js';

/** The operator may touch any account's rows. Whoever else got here is stopped, whatever let them through. */
export function scopeForOperator({ kind }: Caller, accountId: AccountId): TenantScope {
  if (kind !== 'operator') throw new ContractError('InvalidToken');
  return mintTenantScope(accountId);
}
