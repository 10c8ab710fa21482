import { type Database } from '../database/database.js';
import { StorageError } from '../errors/storage-error.js';
import { type AccountId } from '../tenancy/ids.js';
import { USED_BY_ACCOUNT } from './media-statements.js';

/** Other processes store as well, and files expire. */
const REMEMBERED_MS = 5_000;
const MAX_ACCOUNTS = 10_000;

interface Usage {
  readonly quotaBytes: number;
  /** Of whole files. */
  storedBytes: number;
  readonly readAtMs: number;
}

interface UsageRow {
  readonly maxBytes: number | null;
  readonly storedBytes: number;
}

/**
 * How much of its quota each account uses. The quota is soft: what several processes store for an account at the same
 * moment may exceed it by that much, and nothing is refused for longer than the account is really above it.
 */
export class MediaQuotas {
  private readonly known = new Map<AccountId, Usage>();
  /** Bytes of files that this process is storing. */
  private readonly inProgress = new Map<AccountId, number>();

  constructor(
    private readonly database: Database,
    private readonly defaultBytes: number,
  ) {}

  /**
   * Counts bytes that are about to be stored; `finish` or `drop` has to follow. Throws `AccountMediaQuotaExceeded` when
   * they do not fit into this share of the quota, and `InstanceNotFound` when the account is gone.
   */
  async take(accountId: AccountId, bytes: number, share: number): Promise<void> {
    if (!this.fits(accountId, await this.recent(accountId), bytes, share)) {
      if (!this.fits(accountId, await this.read(accountId), bytes, share)) {
        throw new StorageError('AccountMediaQuotaExceeded');
      }
    }
    this.inProgress.set(accountId, this.inProgressOf(accountId) + bytes);
  }

  /** The file is whole. */
  finish(accountId: AccountId, bytes: number): void {
    this.drop(accountId, bytes);
    const usage = this.known.get(accountId);
    if (usage) usage.storedBytes += bytes;
  }

  /** Nothing is left of the file. */
  drop(accountId: AccountId, bytes: number): void {
    const left = this.inProgressOf(accountId) - bytes;
    if (left > 0) this.inProgress.set(accountId, left);
    else this.inProgress.delete(accountId);
  }

  private fits(accountId: AccountId, usage: Usage, bytes: number, share: number): boolean {
    const usedBytes = usage.storedBytes + this.inProgressOf(accountId);
    return usedBytes + bytes <= usage.quotaBytes * share;
  }

  private inProgressOf(accountId: AccountId): number {
    return this.inProgress.get(accountId) ?? 0;
  }

  private async recent(accountId: AccountId): Promise<Usage> {
    const known = this.known.get(accountId);
    const isRecent = known && performance.now() - known.readAtMs < REMEMBERED_MS;
    return isRecent ? known : this.read(accountId);
  }

  private async read(accountId: AccountId): Promise<Usage> {
    const [row] = await this.database.read<UsageRow>(USED_BY_ACCOUNT, [accountId]);
    if (row === undefined) throw new StorageError('InstanceNotFound');
    const { maxBytes, storedBytes } = row;
    const usage: Usage = {
      quotaBytes: maxBytes ?? this.defaultBytes,
      storedBytes,
      readAtMs: performance.now(),
    };
    if (this.known.size >= MAX_ACCOUNTS) this.known.clear();
    this.known.set(accountId, usage);
    return usage;
  }
}
