import { DEFAULT_WEBHOOK_LABEL, type EventName } from '@starling/contract';
import { toFlags } from '../configuration/instance-settings.js';
import { toProxyConfig } from '../configuration/proxy-configs.js';
import { toS3Config } from '../configuration/s3-configs.js';
import { toWebsocketConfig } from '../configuration/websocket-configs.js';
import { type Database } from '../database/database.js';
import { StorageError } from '../errors/storage-error.js';
import { type Prisma } from '../generated/client.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';
import { type Tokens } from '../tokens/tokens.js';
import { createInstance, type NewInstance, type SecretBlocks } from './create-instance.js';
import { type Instance, type InstanceWithConfiguration, toInstance } from './instance.js';

const CONFIGURATION = {
  settings: true,
  proxy: true,
  s3: true,
  websocket: true,
  webhooks: { where: { label: DEFAULT_WEBHOOK_LABEL } },
} as const satisfies Prisma.InstanceInclude;

type ConfiguredRow = Prisma.InstanceGetPayload<{ include: typeof CONFIGURATION }>;

export class Instances {
  constructor(
    private readonly database: Database,
    private readonly tokens: Tokens,
    private readonly blocks: SecretBlocks,
  ) {}

  /**
   * Throws `AccountNotFound`, `AccountInstanceQuotaExceeded`, `InstanceNameTaken` or
   * `InstanceTokenTaken`; then nothing is stored.
   */
  async create(scope: TenantScope, created: NewInstance): Promise<InstanceWithConfiguration> {
    const id = await createInstance(this.database, this.tokens, this.blocks, scope, created);
    const [instance] = await this.readAll(scope, { id });
    if (instance === undefined) throw new StorageError('InstanceNotFound');
    return instance;
  }

  /** Oldest first. As many queries for a thousand instances as for one. */
  list(scope: TenantScope): Promise<InstanceWithConfiguration[]> {
    return this.readAll(scope, {});
  }

  /** Oldest first; names that nobody bears are passed over. */
  listNamed(scope: TenantScope, names: readonly string[]): Promise<InstanceWithConfiguration[]> {
    return this.readAll(scope, { name: { in: [...names] } });
  }

  async findWithConfiguration(
    scope: TenantScope,
    id: InstanceId,
  ): Promise<InstanceWithConfiguration | undefined> {
    const [instance] = await this.readAll(scope, { id });
    return instance;
  }

  async findByName(scope: TenantScope, name: string): Promise<Instance | undefined> {
    const row = await this.database.client.instance.findUnique({
      where: { accountId_name: { accountId: scope.accountId, name } },
    });
    return row ? toInstance(row) : undefined;
  }

  async find(scope: TenantScope, id: InstanceId): Promise<Instance | undefined> {
    const row = await this.database.client.instance.findUnique({
      where: { id, accountId: scope.accountId },
    });
    return row ? toInstance(row) : undefined;
  }

  /** With everything that hangs on it; name and token are free at once. Throws `InstanceNotFound`. */
  async delete(scope: TenantScope, id: InstanceId): Promise<void> {
    const { count } = await this.database.client.instance.deleteMany({
      where: { id, accountId: scope.accountId },
    });
    if (count === 0) throw new StorageError('InstanceNotFound');
  }

  private async readAll(
    scope: TenantScope,
    where: Prisma.InstanceWhereInput,
  ): Promise<InstanceWithConfiguration[]> {
    const rows = await this.database.client.instance.findMany({
      where: { ...where, accountId: scope.accountId },
      include: CONFIGURATION,
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
    return Promise.all(rows.map((row) => this.withConfiguration(scope, row)));
  }

  private async withConfiguration(
    scope: TenantScope,
    row: ConfiguredRow,
  ): Promise<InstanceWithConfiguration> {
    const [webhook] = row.webhooks;
    return {
      ...toInstance(row),
      token: await this.blocks.vault.decryptOrRaw(scope, 'instance-token', row.token),
      settings: toFlags(row.settings),
      proxy: toProxyConfig(row.proxy),
      s3: toS3Config(row.s3),
      webhook: webhook ? toWebhookSummary(webhook) : null,
      websocket: row.websocket ? toWebsocketConfig(row.websocket) : null,
    };
  }
}

const toWebhookSummary = (row: ConfiguredRow['webhooks'][number]) => ({
  label: row.label,
  enabled: row.enabled,
  url: row.url,
  byEvents: row.byEvents,
  events: row.events as EventName[],
  mediaBase64: row.mediaBase64,
});
