import { ControlMessages } from '@starling/broker';
import { type InstanceId, SessionOwners } from '@starling/storage';
import { Injectable } from '@nestjs/common';

/**
 * Tells those who hold something of an instance that its record changed. The act itself is done and stands, so nothing
 * here throws: who was not told reads the change at its next connection, or when its memory runs out.
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

  /** With the owner as it was before: the record no longer says. */
  async deleted(instanceId: InstanceId, owner: string | null): Promise<void> {
    const message = { about: 'instance', instanceId, change: 'deleted' } as const;
    await Promise.all([
      this.tellOwner(owner, message),
      this.control.toRoles(['ws-fanout', 'delivery-worker'], message),
    ]);
  }

  /** Null also when the database cannot say. */
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
