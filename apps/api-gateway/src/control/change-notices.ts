import { ControlMessages } from '@starling/broker';
import { type InstanceId, SessionOwners } from '@starling/storage';
import { Injectable } from '@nestjs/common';

/**
 * Notifies the processes that cache data of an instance that its row has changed. The change is stored already, so
 * nothing here throws: a process that was not reached reads the change with its next connection, or when its cache
 * expires.
 */
@Injectable()
export class ChangeNotices {
  constructor(
    private readonly control: ControlMessages,
    private readonly owners: SessionOwners,
  ) {}

  async settingsChanged(instanceId: InstanceId): Promise<void> {
    const owner = await this.ownerOf(instanceId);
    await this.tellOwner(owner, { about: 'instance', instanceId, change: 'settings' });
  }

  async eventsChanged(instanceId: InstanceId): Promise<void> {
    const message = { about: 'instance', instanceId, change: 'events' } as const;
    const owner = await this.ownerOf(instanceId);
    await Promise.all([
      this.tellOwner(owner, message),
      this.control.toRoles(['ws-fanout', 'delivery-worker'], message),
    ]);
  }

  /** `owner` is the owner before the deletion: the row is gone. */
  async deleted(instanceId: InstanceId, owner: string | null): Promise<void> {
    const message = { about: 'instance', instanceId, change: 'deleted' } as const;
    await Promise.all([
      this.tellOwner(owner, message),
      this.control.toRoles(['ws-fanout', 'delivery-worker'], message),
    ]);
  }

  /** Null also when the database does not answer. */
  async ownerOf(instanceId: InstanceId): Promise<string | null> {
    const found = await this.owners.find(instanceId).catch(() => undefined);
    return found?.owner ?? null;
  }

  private async tellOwner(
    owner: string | null,
    message: Parameters<ControlMessages['toProcess']>[1],
  ): Promise<void> {
    if (owner !== null) await this.control.toProcess(owner, message);
  }
}
