import { ContractError } from '@starling/contract';
import { type AccountId, type TenantScope } from '@starling/storage';
import { mintTenantScope } from '@starling/storage/tenant-scopes';
import { type Caller } from './caller.js';

/** The operator may use the rows of any account. Other callers are refused here too, whatever checked them before. */
export function scopeForOperator({ kind }: Caller, accountId: AccountId): TenantScope {
  if (kind !== 'operator') throw new ContractError('InvalidToken');
  return mintTenantScope(accountId);
}
