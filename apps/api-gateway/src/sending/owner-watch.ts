import { runInBackground } from '@starling/platform';
import { type CommandResult } from '@starling/broker';
import { type SessionOwner, SessionOwners } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { Placement } from '../commands/placement.js';

const LOOK_EVERY_MS = 1_000;

const LOST: CommandResult = { outcome: 'failed', failure: { code: 'connection_lost' } };

/** Ends the wait for an answer that will not come: the owner of the session is gone, or the way back from it is. */
@Injectable()
export class OwnerWatch {
  constructor(
    private readonly owners: SessionOwners,
    private readonly placement: Placement,
  ) {}

  /**
   * The owner's answer, or `connection_lost` as soon as another process or none owns the session. Also when the message
   * was sent according to its row at two looks, and the answer has not come in between: then Redis has lost it.
   */
  during(
    owner: SessionOwner,
    asking: Promise<CommandResult>,
    isSent: () => Promise<boolean>,
  ): Promise<CommandResult> {
    return new Promise((resolve, reject) => {
      let isAnswered = false;
      let wasSent = false;
      let next: NodeJS.Timeout;
      const look = async () => {
        const sentBefore = wasSent;
        wasSent = await isSent().catch(() => false);
        if ((sentBefore && wasSent) || (await this.isLost(owner))) resolve(LOST);
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
  }

  private async isLost(owner: SessionOwner): Promise<boolean> {
    const now = await this.owners.find(owner.instanceId).catch(() => owner);
    if (now?.epoch !== owner.epoch) return true;
    return !(await this.placement.isOwned(now).catch(() => true));
  }
}
