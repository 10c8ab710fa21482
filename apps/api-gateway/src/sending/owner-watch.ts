import { runInBackground } from '@starling/platform';
import { type CommandResult } from '@starling/broker';
import { type SessionOwner, SessionOwners } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { Placement } from '../commands/placement.js';

const LOOK_EVERY_MS = 1_000;

const LOST: CommandResult = { outcome: 'failed', failure: { code: 'connection_lost' } };

/** Notices that the owner of a session is gone while it is busy with a command: nobody waits for the answer of a dead. */
@Injectable()
export class OwnerWatch {
  constructor(
    private readonly owners: SessionOwners,
    private readonly placement: Placement,
  ) {}

  /** What was asked, or `connection_lost` as soon as the session is somebody else's or nobody's. */
  during = (owner: SessionOwner, asking: Promise<CommandResult>): Promise<CommandResult> =>
    new Promise((resolve, reject) => {
      let isAnswered = false;
      let next: NodeJS.Timeout;
      const look = async () => {
        if (await this.isLost(owner)) resolve(LOST);
        else if (!isAnswered) next = lookLater();
      };
      // A plain timer: nearly every answer comes first, and an abort costs more than all else here.
      const lookLater = () =>
        setTimeout(() => runInBackground('look at the owner of a session', look()), LOOK_EVERY_MS);
      next = lookLater();
      const stop = () => {
        isAnswered = true;
        clearTimeout(next);
      };
      asking.finally(stop).then(resolve, reject);
    });

  private async isLost(owner: SessionOwner): Promise<boolean> {
    const now = await this.owners.find(owner.instanceId).catch(() => owner);
    if (now?.epoch !== owner.epoch) return true;
    return !(await this.placement.isOwned(now).catch(() => true));
  }
}
