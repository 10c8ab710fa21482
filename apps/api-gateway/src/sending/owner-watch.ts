import { runInBackground } from '@starling/platform';
import { type CommandResult, type SentCommand } from '@starling/broker';
import { type SessionOwner, SessionOwners } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { Placement } from '../commands/placement.js';

const LOOK_EVERY_MS = 1_000;

/** Ends the wait for a reply that will not come: the owner of the session is gone, or its reply got lost. */
@Injectable()
export class OwnerWatch {
  constructor(
    private readonly owners: SessionOwners,
    private readonly placement: Placement,
  ) {}

  /**
   * The owner's answer, or `connection_lost` as soon as another process or none owns the session. The same when
   * `isDecided` was true at two looks and the answer has not come in between: then Redis has lost it, or is away.
   */
  during(
    owner: SessionOwner,
    command: SentCommand,
    isDecided: () => Promise<boolean>,
  ): Promise<CommandResult> {
    let isAnswered = false;
    let wasDecided = false;
    let next: NodeJS.Timeout;
    const look = async () => {
      const decidedBefore = wasDecided;
      wasDecided = await isDecided().catch(() => false);
      if ((decidedBefore && wasDecided) || (await this.isLost(owner))) command.giveUp();
      else if (!isAnswered) next = lookLater();
    };
    // A plain timer: nearly every answer comes before its first look, and must not cost more than that.
    const lookLater = () =>
      setTimeout(() => runInBackground('look at the owner of a session', look()), LOOK_EVERY_MS);
    next = lookLater();
    return command.result.finally(() => {
      isAnswered = true;
      clearTimeout(next);
    });
  }

  private async isLost(owner: SessionOwner): Promise<boolean> {
    const now = await this.owners.find(owner.instanceId).catch(() => owner);
    if (now?.epoch !== owner.epoch) return true;
    return !(await this.placement.isOwned(now).catch(() => true));
  }
}
