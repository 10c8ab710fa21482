import { setTimeout as wait } from 'node:timers/promises';
import { type CommandFailure } from '@starling/broker';

/** A session that changes hands does so once; whoever is refused more often is told. */
const MAX_REFUSALS = 3;
/** An orderly hand-over is over within a second or two. */
const HAND_OVER_MS = 4_000;
const LOOK_AGAIN_MS = 150;

/** How long a command goes on looking for somebody who takes it. What may have been executed is never sent again. */
export class CommandBudget {
  private readonly untilMs: number;
  private refusals = 0;
  /** A worker that is not there now may be there soon. */
  private mayAppear: boolean;

  /** `waitsForWorkerMs`: so long it also waits for the first worker to come. */
  constructor(endMs: number, waitsForWorkerMs = 0) {
    this.untilMs = Math.min(endMs, performance.now() + Math.max(HAND_OVER_MS, waitsForWorkerMs));
    this.mayAppear = waitsForWorkerMs > 0;
  }

  /** After a failure that left nothing done: whether to ask again, now. */
  async allowsAfter(failure: CommandFailure, signal?: AbortSignal): Promise<boolean> {
    if (failure.code === 'refused' && failure.refusal === 'not_owner') {
      this.refusals += 1;
      return this.refusals < MAX_REFUSALS;
    }
    const isLeaving =
      failure.code === 'no_such_process' ||
      (failure.code === 'refused' && failure.refusal === 'stopping');
    if (!isLeaving) return false;
    this.mayAppear = true;
    return this.outlastsHandOver(signal);
  }

  /** Whether to look again: an owner was just leaving, or a worker is waited for. */
  async outlastsHandOver(signal?: AbortSignal): Promise<boolean> {
    if (!this.mayAppear || signal?.aborted) return false;
    if (performance.now() + LOOK_AGAIN_MS > this.untilMs) return false;
    await wait(LOOK_AGAIN_MS);
    return true;
  }
}
