import { type AccountId, type InstanceId } from '@starling/storage';

/** Who stands behind a token. `rateKey` names the token's own bucket and is never the token itself. */
export type Caller =
  AccountCaller | InstanceCaller | { readonly kind: 'operator'; readonly rateKey: string };

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
