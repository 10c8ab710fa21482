import { type AccountId, type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';

interface ClaimedInstance {
  readonly instanceId: InstanceId;
  readonly instanceName: string;
  readonly workerId: string;
  readonly epoch: number;
  readonly scope: TenantScope;
}

let construct: (claimed: ClaimedInstance) => SessionLease;

/**
 * Proof that a worker owned a session at one epoch; only a claim makes one. It is no proof that it still does: every
 * statement that takes a lease compares owner and epoch once more.
 */
export class SessionLease {
  readonly instanceId: InstanceId;
  readonly accountId: AccountId;
  readonly instanceName: string;
  readonly workerId: string;
  readonly epoch: number;
  readonly scope: TenantScope;

  private constructor({ instanceId, instanceName, workerId, epoch, scope }: ClaimedInstance) {
    this.instanceId = instanceId;
    this.accountId = scope.accountId;
    this.instanceName = instanceName;
    this.workerId = workerId;
    this.epoch = epoch;
    this.scope = scope;
    Object.freeze(this);
  }

  static {
    construct = (claimed) => new SessionLease(claimed);
  }
}

/** For the claims alone; not exported from the library. */
export const issueLease = (claimed: ClaimedInstance): SessionLease => construct(claimed);
