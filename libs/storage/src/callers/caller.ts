import { type AccountId, type InstanceId } from '../tenancy/ids.js';

/** The account behind a token. `rateKey` names the token's own bucket and is never the token itself. */
export interface AccountCaller {
  readonly kind: 'account';
  readonly accountId: AccountId;
  readonly rateKey: string;
  readonly requestsPerMinute: number | null;
  readonly allowedOrigins: readonly string[];
}

export interface InstanceCaller extends Omit<AccountCaller, 'kind'> {
  readonly kind: 'instance';
  readonly instanceId: InstanceId;
  readonly instanceName: string;
}

export type TenantCaller = AccountCaller | InstanceCaller;
