import {
  DEFAULT_SETTINGS,
  type InstanceSettings as Flags,
  type SettingsChange,
} from '@starling/contract';
import { type Database } from '../database/database.js';
import { type InstanceSettingsModel } from '../generated/models.js';
import { lockInstance } from '../tenancy/instance-lock.js';
import { InstancePart } from '../tenancy/instance-part.js';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';

type FlagsRow = Omit<InstanceSettingsModel, 'instanceId'>;

const FIELDS = [
  'instanceId',
  'autoRejectCalls',
  'callRejectMessage',
  'ignoreGroupMessages',
  'keepOnlineStatus',
  'autoReadMessages',
  'disableHistorySync',
  'ignoreStatus',
] as const;

export class InstanceSettings {
  private readonly rows: InstancePart<InstanceSettingsModel>;

  constructor(private readonly database: Database) {
    this.rows = new InstancePart(database, 'instance_settings', FIELDS);
  }

  /** Throws `InstanceNotFound`. */
  async get(scope: TenantScope, instanceId: InstanceId): Promise<Flags> {
    return toFlags(await this.rows.find(scope, instanceId));
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

/** An instance without a row has the defaults. */
export function toFlags(row: FlagsRow | undefined): Flags {
  if (row === undefined) return DEFAULT_SETTINGS;
  return {
    autoRejectCalls: row.autoRejectCalls,
    callRejectMessage: row.callRejectMessage,
    ignoreGroupMessages: row.ignoreGroupMessages,
    keepOnlineStatus: row.keepOnlineStatus,
    autoReadMessages: row.autoReadMessages,
    disableHistorySync: row.disableHistorySync,
    ignoreStatus: row.ignoreStatus,
  };
}
