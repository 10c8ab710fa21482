import { type EventName } from '@starling/contract';
import { type InstanceId } from '../tenancy/ids.js';
import { type TenantScope } from '../tenancy/tenant-scope.js';

/** What one target of an instance's durable events wants, whatever its kind. */
export interface DurableInterest {
  /** Empty: all events. */
  readonly events: readonly EventName[];
  /** Wants the files of messages in their events. */
  readonly mediaBase64: boolean;
}

/** Lists the interests of the enabled targets of one kind. Throws `InstanceNotFound`. */
export type ListDurableInterests = (
  scope: TenantScope,
  instanceId: InstanceId,
) => Promise<readonly DurableInterest[]>;

/** Who wants events of an instance durably: the owner of the session publishes to a shard what is wanted here. */
export class DurableInterests {
  /** One source for each kind of target, as there is one destination for each in the delivery workers. */
  constructor(private readonly sources: readonly ListDurableInterests[]) {}

  /** Throws `InstanceNotFound`. */
  async list(scope: TenantScope, instanceId: InstanceId): Promise<readonly DurableInterest[]> {
    return (await Promise.all(this.sources.map((list) => list(scope, instanceId)))).flat();
  }
}
