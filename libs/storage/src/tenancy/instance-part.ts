import DataLoader from 'dataloader';
import { type Database, type Statement } from '../database/database.js';
import { selectList } from '../database/select-list.js';
import { StorageError } from '../errors/storage-error.js';
import { type InstanceId } from './ids.js';
import { type TenantScope } from './tenant-scope.js';

interface PartModel {
  readonly instanceId: string;
}

/** Nulls only: the instance is there, the part is not. */
type NoPart<Model> = { readonly [Field in keyof Model]: null };
type AskedRow<Model> = (Model | NoPart<Model>) & { readonly askedAt: number };

interface Asked {
  readonly scope: TenantScope;
  readonly instanceId: InstanceId;
}

const MAX_BATCH_READS = 200;

/**
 * Rows of one table that belong to an instance. Each read proves that the instance exists and belongs to the tenant, so
 * a caller that remembers the id of a deleted instance gets an error.
 *
 * All reads of one tick are one statement, each under its own tenant: that takes a tenth of the time, and one read alone
 * is no slower. The statement begins after the last read was asked for, so no read sees an older state than it would by
 * itself. It takes ids only, because one value that Postgres refuses would fail all reads of the tick.
 */
export class InstancePart<Model extends PartModel> {
  private readonly statement: Statement;
  private readonly reads: DataLoader<Asked, readonly Model[] | undefined>;

  constructor(
    private readonly database: Database,
    table: string,
    fields: readonly (keyof Model & string)[],
  ) {
    this.statement = {
      name: `${table} of instances`,
      text: `SELECT asked.at::int AS "askedAt", ${selectList('part', fields)}
             FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS asked(instance_id, account_id, at)
             JOIN instances i ON i.id = asked.instance_id AND i.account_id = asked.account_id
             LEFT JOIN ${table} part ON part.instance_id = i.id`,
    };
    this.reads = new DataLoader((asked) => this.readAll(asked), {
      cache: false,
      maxBatchSize: MAX_BATCH_READS,
      batchScheduleFn: (read) => setImmediate(read),
    });
  }

  /** Throws `InstanceNotFound`. */
  async list(scope: TenantScope, instanceId: InstanceId): Promise<readonly Model[]> {
    const rows = await this.reads.load({ scope, instanceId });
    if (rows === undefined) throw new StorageError('InstanceNotFound');
    return rows;
  }

  /** For what can be one row at most. Throws `InstanceNotFound`. */
  async find(scope: TenantScope, instanceId: InstanceId): Promise<Model | undefined> {
    const [row] = await this.list(scope, instanceId);
    return row;
  }

  /** In the order asked for; undefined where the tenant has no such instance. */
  private async readAll(asked: readonly Asked[]): Promise<(readonly Model[] | undefined)[]> {
    const rows = await this.database.read<AskedRow<Model>>(this.statement, [
      asked.map(({ instanceId }) => instanceId),
      asked.map(({ scope }) => scope.accountId),
    ]);
    const found = asked.map((): Model[] | undefined => undefined);
    for (const { askedAt, ...row } of rows) {
      const parts = (found[askedAt - 1] ??= []);
      if (row.instanceId !== null) parts.push(row as unknown as Model);
    }
    return found;
  }
}
