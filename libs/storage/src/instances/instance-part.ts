import { type Database, type Statement } from '../database/database.js';
import { columnOf, selectList } from '../database/select-list.js';
import { StorageError } from '../errors/storage-error.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';

interface PartModel {
  readonly instanceId: string;
}

type NoPart<Model> = { readonly [Field in keyof Model]: null };

/**
 * Rows of one table that hang on an instance. Each read proves within its one statement that the instance is there
 * and of this tenant, so whoever remembers a deleted instance's id is told.
 */
export class InstancePart<Model extends PartModel> {
  private readonly statement: Statement;

  /** Each read names a value for every one of `keys`, in their order. */
  constructor(
    table: string,
    fields: readonly (keyof Model & string)[],
    ...keys: readonly (keyof Model & string)[]
  ) {
    const conditions = [
      'instance_id = i.id',
      ...keys.map((key, at) => `${columnOf(key)} = $${at + 3}`),
    ];
    this.statement = {
      name: [table, 'of instance', ...keys].join(' '),
      text: `SELECT ${selectList('part', fields)}
             FROM instances i
             LEFT JOIN ${table} part ON ${conditions.map((each) => `part.${each}`).join(' AND ')}
             WHERE i.id = $1 AND i.account_id = $2`,
    };
  }

  /** Throws `InstanceNotFound`. */
  async list(
    database: Database,
    scope: TenantScope,
    instanceId: InstanceId,
    ...keys: readonly string[]
  ): Promise<Model[]> {
    const rows = await database.read<Model | NoPart<Model>>(this.statement, [
      instanceId,
      scope.accountId,
      ...keys,
    ]);
    if (rows.length === 0) throw new StorageError('InstanceNotFound');
    return rows.filter((row): row is Model => row.instanceId !== null);
  }

  /** For what can be one row at most. Throws `InstanceNotFound`. */
  async find(
    database: Database,
    scope: TenantScope,
    instanceId: InstanceId,
    ...keys: readonly string[]
  ): Promise<Model | undefined> {
    const [row] = await this.list(database, scope, instanceId, ...keys);
    return row;
  }
}
