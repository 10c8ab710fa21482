import {
  DEFAULT_SETTINGS,
  type InstanceSettings as Flags,
  type SettingsChange,
} from '@starling/contract';
import { type Database } from '../database/database.js';
import { type InstanceSettingsModel } from '../generated/models.js';
import { lockInstance, ownedBy } from '../instances/instance-lock.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';

export class InstanceSettings {
  constructor(private readonly database: Database) {}

  async get(scope: TenantScope, instanceId: InstanceId): Promise<Flags> {
    const row = await this.database.client.instanceSettings.findFirst({
      where: ownedBy(scope, instanceId),
    });
    return toFlags(row);
  }

  /** Flags that are not sent keep their value. Throws `InstanceNotFound`. */
  async change(scope: TenantScope, instanceId: InstanceId, change: SettingsChange): Promise<Flags> {
    return this.database.transaction(async (queries) => {
      await lockInstance(queries, scope, instanceId);
      const row = await queries.instanceSettings.upsert({
        where: { instanceId },
        create: { instanceId, ...change },
        update: change,
      });
      return toFlags(row);
    });
  }
}

/** Whoever has no row has the defaults. */
export function toFlags(row: InstanceSettingsModel | null): Flags {
  if (row === null) return DEFAULT_SETTINGS;
  const { instanceId: _, ...flags } = row;
  return flags;
}
