import { type Database } from '../database/database.js';
import { StorageError } from '../errors/storage-error.js';
import { type AccountId, type InstanceId } from '../tenancy/ids.js';
import { mintTenantScope } from '../tenancy/tenant-scope.js';
import {
  CLAIM,
  FIND_CLAIMABLE,
  RELEASE_ALL,
  RELEASE_STRAYS,
  SETTLE_ABANDONED,
} from './claim-statements.js';
import { issueLease, type SessionLease } from './session-lease.js';

/** A wanted session that no living worker owns. */
export interface ClaimableSession {
  readonly instanceId: InstanceId;
  /** Whose heartbeat lapsed; null: it was let go, or never owned. */
  readonly lapsedOwner: string | null;
}

export interface ClaimOptions {
  /** For one explicit command: also what should be disconnected, or is parked. */
  readonly evenUnwanted: boolean;
}

interface ClaimedRow {
  readonly id: InstanceId;
  readonly account_id: AccountId;
  readonly name: string;
  /** A text: it is a bigint. */
  readonly owner_epoch: string;
}

/** Where a lease is still the newest claim. */
export const whereHeld = ({ instanceId, scope, workerId, epoch }: SessionLease) => ({
  id: instanceId,
  accountId: scope.accountId,
  owner: workerId,
  ownerEpoch: BigInt(epoch),
});

/** Who owns which session. Above all tenants: a claim finds out whose an instance is. */
export class SessionClaims {
  constructor(private readonly database: Database) {}

  /** Of active accounts, ordered by id. */
  findClaimable(limit: number): Promise<ClaimableSession[]> {
    return this.database.read<ClaimableSession>(FIND_CLAIMABLE, [limit]);
  }

  /**
   * Those of `ids` that were free, or the worker's own already; each with a new epoch, which ends every older lease.
   * Waits for writes under way by the former owner. Meant for waves of a few hundred at most.
   */
  async claim(
    workerId: string,
    ids: readonly InstanceId[],
    { evenUnwanted }: ClaimOptions,
  ): Promise<SessionLease[]> {
    if (ids.length === 0) return [];
    const rows = await this.database.read<ClaimedRow>(CLAIM, [workerId, ids, evenUnwanted]);
    return rows.map((row) =>
      issueLease({
        instanceId: row.id,
        instanceName: row.name,
        workerId,
        epoch: Number(row.owner_epoch),
        scope: mintTenantScope(row.account_id),
      }),
    );
  }

  /** Does nothing where the lease is lost. */
  async release(lease: SessionLease): Promise<void> {
    await this.database.client.instance.updateMany({
      where: whereHeld(lease),
      data: { owner: null, ownedSince: null },
    });
  }

  /** Rows that say this worker though it holds no session for them: a write failed when it let go. Returns how many. */
  async releaseStrays(workerId: string, held: readonly InstanceId[]): Promise<number> {
    const rows = await this.database.read(RELEASE_STRAYS, [workerId, held]);
    return rows.length;
  }

  /** Marks sessions as disconnected that a dead worker left half done and that are not wanted. Returns how many. */
  async settleAbandoned(): Promise<number> {
    const rows = await this.database.read(SETTLE_ABANDONED, []);
    return rows.length;
  }

  /** Returns how many. */
  async releaseAll(workerId: string): Promise<number> {
    const rows = await this.database.read(RELEASE_ALL, [workerId]);
    return rows.length;
  }

  async isHeld(lease: SessionLease): Promise<boolean> {
    return (await this.database.client.instance.count({ where: whereHeld(lease) })) > 0;
  }

  /** Throws `LeaseLost`. */
  async setDesired(lease: SessionLease, desired: 'connected' | 'disconnected'): Promise<void> {
    const { count } = await this.database.client.instance.updateMany({
      where: whereHeld(lease),
      data: { desiredState: desired },
    });
    if (count === 0) throw new StorageError('LeaseLost');
  }

  /** Lets the session go, and keeps everybody from claiming it unasked. Does nothing where the lease is lost. */
  async park(lease: SessionLease, durationMs: number): Promise<void> {
    await this.database.client.$executeRaw`
      UPDATE instances
      SET owner = NULL, owned_since = NULL,
          parked_until = now() + ${durationMs}::float8 * interval '1 millisecond'
      WHERE id = ${lease.instanceId}::uuid AND account_id = ${lease.scope.accountId}::uuid
        AND owner = ${lease.workerId} AND owner_epoch = ${lease.epoch}`;
  }
}
