import { type Operation } from '@starling/contract';
import { rankWorkers } from '@starling/domain';
import { type SessionOwner } from '@starling/storage';
import { Injectable } from '@nestjs/common';
import { LiveWorkers } from './live-workers.js';

/** Chooses the worker that a command is sent to. */
@Injectable()
export class Placement {
  constructor(private readonly workers: LiveWorkers) {}

  /**
   * The owner, if it lives. Without one, and for an operation that may be placed, the worker that is first for this
   * instance among those with room; all gateways choose the same one, and `refusers` come last. Undefined: no worker can
   * take it.
   */
  async find(
    found: SessionOwner,
    { session }: Operation,
    refusers: ReadonlySet<string>,
  ): Promise<string | undefined> {
    if (found.owner !== null && (await this.isOwned(found))) return found.owner;
    if (session === 'owner') return undefined;
    const workers = await this.workers.list();
    const ranked = rankWorkers(
      found.instanceId,
      workers
        .filter((worker) => worker.isLive && !worker.drainingSince)
        .filter((worker) => worker.sessions < worker.maxSessions)
        .map(({ id }) => id),
    );
    return ranked.find((id) => !refusers.has(id)) ?? ranked[0];
  }

  /** An owner whose heartbeat has lapsed owns nothing. */
  async isOwned({ owner }: SessionOwner): Promise<boolean> {
    return owner !== null && (await this.workers.isLive(owner));
  }
}
