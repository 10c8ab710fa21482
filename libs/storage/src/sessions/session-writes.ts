import { runInBackground } from '@starling/platform';
import { setImmediate as nextTick } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type Database } from '../database/database.js';
import { type Vault } from '../encryption/vault.js';
import { StorageError } from '../errors/storage-error.js';
import { type SessionLease } from '../ownership/session-lease.js';
import { type SealedWrite, sealWrite } from './sealed-write.js';
import { type SessionWrite } from '@starling/domain';
import { WriteBatch } from './write-batch.js';

const COMMIT_TIMEOUT_MS = 15_000;
const MAX_BATCH_WRITES = 500;
const MAX_BATCH_BYTES = 4 * 1024 * 1024;

/** Classes of SQLSTATE that say the values are at fault: bad data, cardinality, constraint, too long for an index. */
const FAULT_OF_VALUES = /^(?:21|22|23|54)/;

interface Waiting {
  readonly lease: SessionLease;
  readonly write: SessionWrite;
  /** Absent while the account's key is not loaded. */
  sealed?: SealedWrite;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

type Sealed = Waiting & { readonly sealed: SealedWrite };

/**
 * The durable writes of all sessions of this process: what is asked for while one commit is under way goes out with
 * the next, as one statement. The writes of a session are stored in the order of the calls.
 */
export class SessionWrites {
  private readonly logger = new Logger('SessionWrites');
  private waiting: Waiting[] = [];
  private isCommitting = false;

  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  /**
   * Resolves once all of it is durable. Throws `LeaseLost` when a later claim came between: nothing of it was written.
   * Throws `StorageUnavailable` when the commit failed, and does not try again: it may have happened even so.
   */
  write(lease: SessionLease, write: SessionWrite): Promise<void> {
    return new Promise((resolve, reject) => {
      const seal = this.vault.findSealer(lease.scope);
      const sealed = seal && { sealed: sealWrite(write, seal) };
      this.waiting.push({ lease, write, ...sealed, resolve, reject });
      if (this.isCommitting) return;
      this.isCommitting = true;
      runInBackground('commit waiting writes', this.commitWaiting());
    });
  }

  private async commitWaiting(): Promise<void> {
    while (this.waiting.length > 0) {
      // After the I/O of this tick, so that everything it caused is one commit: a message and its ratchet step.
      await nextTick();
      const batch = await this.takeBatch();
      if (batch.length > 0) await this.commit(batch);
    }
    this.isCommitting = false;
  }

  private async takeBatch(): Promise<Sealed[]> {
    const batch: Sealed[] = [];
    let sizeBytes = 0;
    let taken = 0;
    while (taken < this.waiting.length && taken < MAX_BATCH_WRITES) {
      const next = this.waiting[taken] as Waiting;
      const sealed = next.sealed ?? (await this.sealLate(next));
      if (batch.length > 0 && sizeBytes + (sealed?.sizeBytes ?? 0) > MAX_BATCH_BYTES) break;
      taken += 1;
      if (!sealed) continue;
      sizeBytes += sealed.sizeBytes;
      batch.push({ ...next, sealed });
    }
    this.waiting.splice(0, taken);
    return batch;
  }

  /** Undefined, and rejected, when the account's key cannot be had. */
  private async sealLate(late: Waiting): Promise<SealedWrite | undefined> {
    try {
      late.sealed = sealWrite(late.write, await this.vault.loadSealer(late.lease.scope));
      return late.sealed;
    } catch {
      late.reject(new StorageError('StorageUnavailable'));
      return undefined;
    }
  }

  private async commit(writes: readonly Sealed[]): Promise<void> {
    const batch = new WriteBatch();
    for (const { lease, sealed } of writes) batch.add(lease, sealed.write);
    const { leases } = batch;
    try {
      const { statement, values } = batch.commit();
      const rows = await this.database.write<{ n: number }>(statement, values, COMMIT_TIMEOUT_MS);
      const passed = new Set(rows.map(({ n }) => leases[n - 1]));
      for (const { lease, resolve, reject } of writes) {
        if (passed.has(lease)) resolve();
        else reject(new StorageError('LeaseLost'));
      }
    } catch (error) {
      await this.rejectFaulty(writes, leases, error);
    }
  }

  /** Values that Postgres refuses must not take other sessions down: nothing was written, so each goes alone. */
  private async rejectFaulty(
    writes: readonly Sealed[],
    leases: readonly SessionLease[],
    error: unknown,
  ): Promise<void> {
    const { code = 'no SQLSTATE' } = error as { code?: string };
    if (FAULT_OF_VALUES.test(code) && leases.length > 1) {
      for (const one of leases) await this.commit(writes.filter(({ lease }) => lease === one));
      return;
    }
    this.logger.warn(`A commit of ${leases.length} sessions failed (${code}).`);
    for (const { reject } of writes) reject(new StorageError('StorageUnavailable'));
  }
}
