import { setTimeout as wait } from 'node:timers/promises';
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
  during = async (owner: SessionOwner, asking: Promise<CommandResult>): Promise<CommandResult> => {
    const ended = new AbortController();
    const answered = asking.finally(() => ended.abort());
    return Promise.race([answered, this.lost(owner, ended.signal)]);
  };

  private async lost(owner: SessionOwner, signal: AbortSignal): Promise<CommandResult> {
    for (;;) {
      // Never settles once the answer is there: the race is over.
      await wait(LOOK_EVERY_MS, undefined, { signal }).catch(() => new Promise(() => undefined));
      const now = await this.owners.find(owner.instanceId).catch(() => owner);
      if (now?.epoch !== owner.epoch) return LOST;
      if (!(await this.placement.isOwned(now).catch(() => true))) return LOST;
    }
  }
}
