import { type EventName, type WebsocketConfig } from '@starling/contract';
import { type Database } from '../database/database.js';
import { type WebsocketConfigModel } from '../generated/models.js';
import { lockInstance, ownedBy } from '../instances/instance-lock.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';

/** One row at most, and none until the first is written: the contract tells the two apart. */
export class WebsocketConfigs {
  constructor(private readonly database: Database) {}

  async find(scope: TenantScope, instanceId: InstanceId): Promise<WebsocketConfig | undefined> {
    const row = await this.database.client.websocketConfig.findFirst({
      where: ownedBy(scope, instanceId),
    });
    return row ? toWebsocketConfig(row) : undefined;
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

export const toWebsocketConfig = (row: WebsocketConfigModel): WebsocketConfig => ({
  enabled: row.enabled,
  events: row.events as EventName[],
  mediaBase64: row.mediaBase64,
});
