import { type EventName, type WebsocketConfig } from '@starling/contract';
import { type Database } from '../database/database.js';
import { type WebsocketConfigModel } from '../generated/models.js';
import { lockInstance } from '../tenancy/instance-lock.js';
import { InstancePart } from '../tenancy/instance-part.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';

const FIELDS = ['instanceId', 'enabled', 'events', 'mediaBase64'] as const;

/** One row at most, and none until the first is written: the contract tells the two apart. */
export class WebsocketConfigs {
  private readonly rows: InstancePart<WebsocketConfigModel>;

  constructor(private readonly database: Database) {
    this.rows = new InstancePart(database, 'websocket_configs', FIELDS);
  }

  /** Throws `InstanceNotFound`. */
  async find(scope: TenantScope, instanceId: InstanceId): Promise<WebsocketConfig | undefined> {
    const row = await this.rows.find(scope, instanceId);
    return row && toWebsocketConfig(row);
  }

  /** Replaces the row. Throws `InstanceNotFound`. */
  async put(
    scope: TenantScope,
    instanceId: InstanceId,
    config: WebsocketConfig,
  ): Promise<WebsocketConfig> {
    return this.database.transaction(async (queries) => {
      await lockInstance(queries, scope, instanceId);
      const row = await queries.websocketConfig.upsert({
        where: { instanceId },
        create: { instanceId, ...config },
        update: { ...config },
      });
      return toWebsocketConfig(row);
    });
  }
}

export const toWebsocketConfig = (
  row: Omit<WebsocketConfigModel, 'instanceId'>,
): WebsocketConfig => ({
  enabled: row.enabled,
  events: row.events as EventName[],
  mediaBase64: row.mediaBase64,
});
