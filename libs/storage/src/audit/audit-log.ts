import { type Database } from '../database/database.js';
import { StorageError } from '../errors/storage-error.js';
import { type Prisma } from '../generated/client.js';
import { type AuditEntryModel } from '../generated/models.js';
import { type AccountId, type InstanceId } from '../tenancy/ids.js';

/** Ids and verbs. Contents, numbers and tokens have no place in `details`. */
export interface AuditFact {
  /** `operator`, or whose token acted. */
  readonly actor: string;
  readonly action: string;
  readonly accountId?: AccountId;
  readonly instanceId?: InstanceId;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface AuditRecord {
  readonly id: string;
  readonly happenedAt: Date;
  readonly actor: string;
  readonly action: string;
  readonly accountId: AccountId | null;
  readonly instanceId: InstanceId | null;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface AuditListing {
  readonly accountId?: AccountId | undefined;
  readonly since?: Date | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The operator's view of who did what. Entries outlive the accounts and instances they name. */
export class AuditLog {
  constructor(private readonly database: Database) {}

  async record({ details, ...fact }: AuditFact): Promise<void> {
    await this.database.client.auditEntry.create({ data: { ...fact, details: details ?? {} } });
  }

  /** Newest first. Throws `InvalidCursor`. */
  async list({ accountId, since, limit, cursor }: AuditListing): Promise<{
    readonly entries: readonly AuditRecord[];
    readonly nextCursor: string | null;
  }> {
    const where: Prisma.AuditEntryWhereInput = {
      ...(accountId && { accountId }),
      ...(since && { happenedAt: { gte: since } }),
      ...(cursor && { id: { lt: decodeCursor(cursor) } }),
    };
    const rows = await this.database.client.auditEntry.findMany({
      where,
      orderBy: { id: 'desc' },
      take: limit + 1,
    });
    const entries = rows.slice(0, limit).map(toRecord);
    return { entries, nextCursor: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
  }
}

function decodeCursor(cursor: string): bigint {
  if (!/^\d{1,18}$/.test(cursor)) throw new StorageError('InvalidCursor');
  return BigInt(cursor);
}

const toRecord = (row: AuditEntryModel): AuditRecord => ({
  id: row.id.toString(),
  happenedAt: row.happenedAt,
  actor: row.actor,
  action: row.action,
  accountId: row.accountId as AccountId | null,
  instanceId: row.instanceId as InstanceId | null,
  details: row.details as Record<string, unknown>,
});
