import { type EventName, MAX_ENABLED_WEBHOOKS, type WebhookConfig } from '@starling/contract';
import { type Database, type Queries, type Statement } from '../database/database.js';
import { selectList } from '../database/select-list.js';
import { type Vault } from '../encryption/vault.js';
import { StorageError } from '../errors/storage-error.js';
import { type WebhookModel } from '../generated/models.js';
import { lockInstance } from '../tenancy/instance-lock.js';
import { InstancePart } from '../tenancy/instance-part.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';

type WebhookRow = Pick<WebhookModel, (typeof FIELDS)[number]>;

type NoWebhookRow = { readonly [Field in keyof WebhookRow]: null };

const FIELDS = [
  'instanceId',
  'label',
  'enabled',
  'url',
  'authorization',
  'byEvents',
  'events',
  'mediaBase64',
] as const;

const LABELLED: Statement = {
  name: 'webhook by label',
  text: `SELECT ${selectList('w', FIELDS)}
         FROM instances i LEFT JOIN webhooks w ON w.instance_id = i.id AND w.label = $3
         WHERE i.id = $1 AND i.account_id = $2`,
};

export class Webhooks {
  private readonly rows: InstancePart<WebhookRow>;

  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {
    this.rows = new InstancePart(database, 'webhooks', FIELDS);
  }

  /** By label, in the order of its characters; disabled ones too. Throws `InstanceNotFound`. */
  async list(scope: TenantScope, instanceId: InstanceId): Promise<WebhookConfig[]> {
    const rows = await this.rows.list(scope, instanceId);
    const sorted = rows.toSorted((a, b) => (a.label < b.label ? -1 : 1));
    return Promise.all(sorted.map((row) => this.toConfig(scope, row)));
  }

  /** By label. Throws `InstanceNotFound`. */
  async listEnabled(scope: TenantScope, instanceId: InstanceId): Promise<WebhookConfig[]> {
    return (await this.list(scope, instanceId)).filter(({ enabled }) => enabled);
  }

  /** Throws `InstanceNotFound`. */
  async find(
    scope: TenantScope,
    instanceId: InstanceId,
    label: string,
  ): Promise<WebhookConfig | undefined> {
    const [row] = await this.database.read<WebhookRow | NoWebhookRow>(LABELLED, [
      instanceId,
      scope.accountId,
      label,
    ]);
    if (row === undefined) throw new StorageError('InstanceNotFound');
    return row.instanceId === null ? undefined : this.toConfig(scope, row);
  }

  /** Replaces the row of that label. Throws `InstanceNotFound` or `TooManyEnabledWebhooks`. */
  async put(
    scope: TenantScope,
    instanceId: InstanceId,
    config: WebhookConfig,
  ): Promise<WebhookConfig> {
    const columns = await this.toColumns(scope, config);
    await this.database.transaction(async (queries) => {
      // Rivals wait here: none of them can count before this one is stored.
      await lockInstance(queries, scope, instanceId);
      if (config.enabled) await assertRoomFor(queries, instanceId, config.label);
      await queries.webhook.upsert({
        where: { instanceId_label: { instanceId, label: config.label } },
        create: { instanceId, ...columns },
        update: columns,
      });
    });
    return config;
  }

  async toColumns(scope: TenantScope, { authorization, events, ...plain }: WebhookConfig) {
    return {
      ...plain,
      events: [...events],
      authorization:
        authorization === null
          ? null
          : await this.vault.encryptText(scope, 'webhook-authorization', authorization),
    };
  }

  private async toConfig(scope: TenantScope, row: WebhookRow): Promise<WebhookConfig> {
    const { label, enabled, url, byEvents, mediaBase64, authorization } = row;
    return {
      label,
      enabled,
      url,
      authorization:
        authorization === null
          ? null
          : await this.vault.decryptOrRaw(scope, 'webhook-authorization', authorization),
      byEvents,
      events: row.events as EventName[],
      mediaBase64,
    };
  }
}

/** A row that is already enabled may always be changed. */
async function assertRoomFor(queries: Queries, instanceId: InstanceId, label: string) {
  const others = await queries.webhook.count({
    where: { instanceId, enabled: true, label: { not: label } },
  });
  if (others >= MAX_ENABLED_WEBHOOKS) throw new StorageError('TooManyEnabledWebhooks');
}
