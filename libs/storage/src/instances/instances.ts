import DataLoader from 'dataloader';
import { type Database, type Statement } from '../database/database.js';
import { StorageError } from '../errors/storage-error.js';
import { type AccountId, type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';
import { type Tokens } from '../tokens/tokens.js';
import { toConfiguredInstance } from './configured-instance.js';
import { createInstance, type NewInstance, type SecretBlocks } from './create-instance.js';
import { type Instance, type InstanceWithConfiguration, toInstance } from './instance.js';
import {
  CONFIGURED_ALL,
  CONFIGURED_BY_ID,
  CONFIGURED_BY_NAME,
  type ConfiguredRow,
  INSTANCE_BY_ID,
  INSTANCE_BY_NAME,
  type InstanceRow,
} from './instance-reads.js';

export class Instances {
  /** The list is the most expensive read of an account: all requests for it in the same tick share one read. */
  private readonly lists: DataLoader<TenantScope, readonly InstanceWithConfiguration[], AccountId>;

  constructor(
    private readonly database: Database,
    private readonly tokens: Tokens,
    private readonly blocks: SecretBlocks,
  ) {
    this.lists = new DataLoader((scopes) => this.readLists(scopes), {
      cacheKeyFn: ({ accountId }) => accountId,
      // One that fails must not take other accounts' lists with it.
      maxBatchSize: 1,
      batchScheduleFn: (read) => setImmediate(read),
    });
  }

  /**
   * Throws `AccountNotFound`, `AccountInstanceQuotaExceeded`, `InstanceNameTaken` or
   * `InstanceTokenTaken`; then nothing is stored.
   */
  async create(scope: TenantScope, created: NewInstance): Promise<InstanceWithConfiguration> {
    const id = await createInstance(this.database, this.tokens, this.blocks, scope, created);
    const [instance] = await this.readAll(scope, CONFIGURED_BY_ID, id);
    if (instance === undefined) throw new StorageError('InstanceNotFound');
    return instance;
  }

  /** Oldest first. As many queries for a thousand instances as for one. */
  list(scope: TenantScope): Promise<readonly InstanceWithConfiguration[]> {
    return this.lists.load(scope);
  }

  /** Oldest first; names without an instance are left out. */
  listNamed(scope: TenantScope, names: readonly string[]): Promise<InstanceWithConfiguration[]> {
    return this.readAll(scope, CONFIGURED_BY_NAME, names);
  }

  async findWithConfiguration(
    scope: TenantScope,
    id: InstanceId,
  ): Promise<InstanceWithConfiguration | undefined> {
    const [instance] = await this.readAll(scope, CONFIGURED_BY_ID, id);
    return instance;
  }

  findByName(scope: TenantScope, name: string): Promise<Instance | undefined> {
    return this.readOne(scope, INSTANCE_BY_NAME, name);
  }

  find(scope: TenantScope, id: InstanceId): Promise<Instance | undefined> {
    return this.readOne(scope, INSTANCE_BY_ID, id);
  }

  /** With everything that hangs on it; name and token are free at once. Throws `InstanceNotFound`. */
  async delete(scope: TenantScope, id: InstanceId): Promise<void> {
    const { count } = await this.database.client.instance.deleteMany({
      where: { id, accountId: scope.accountId },
    });
    if (count === 0) throw new StorageError('InstanceNotFound');
  }

  private readLists(scopes: readonly TenantScope[]) {
    // Callers from now on may have written since, so they get a new read.
    for (const scope of scopes) this.lists.clear(scope);
    return Promise.all(scopes.map((scope) => this.readAll(scope, CONFIGURED_ALL)));
  }

  private async readOne(
    { accountId }: TenantScope,
    statement: Statement,
    value: string,
  ): Promise<Instance | undefined> {
    const [row] = await this.database.read<InstanceRow>(statement, [accountId, value]);
    return row && toInstance(row);
  }

  private async readAll(
    scope: TenantScope,
    statement: Statement,
    ...values: (string | readonly string[])[]
  ): Promise<InstanceWithConfiguration[]> {
    const rows = await this.database.read<ConfiguredRow>(statement, [scope.accountId, ...values]);
    const tokens = await this.blocks.vault.decryptAllOrRaw(
      scope,
      'instance-token',
      rows.map(({ token }) => token),
    );
    return rows.map((row, at) => toConfiguredInstance(row, tokens[at] as string));
  }
}
