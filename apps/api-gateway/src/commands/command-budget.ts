import { setTimeout as wait } from 'node:timers/promises';
import { type CommandFailure } from '@starling/broker';

/** A session changes its owner once. A command that is refused more often fails. */
const MAX_REFUSALS = 3;
/** An orderly hand-over is over within a second or two. */
const HAND_OVER_MS = 4_000;
const LOOK_AGAIN_MS = 150;

/**
 * Bounds how often and how long a command is offered to workers. A command that may have been executed is not offered
 * again.
 */
export class CommandBudget {
  private readonly untilMs: number;
  private refusals = 0;
  /** True while a worker that can take the command may still appear. */
  private mayAppear: boolean;

  /** `waitsForWorkerMs`: how long the command also waits for the first worker to start. */
  constructor(endMs: number, waitsForWorkerMs = 0) {
    this.untilMs = Math.min(endMs, performance.now() + Math.max(HAND_OVER_MS, waitsForWorkerMs));
    this.mayAppear = waitsForWorkerMs > 0;
  }

  /**
   * Resolves with true when the command may be offered again now. A failure after which it may have been executed never
   * allows that.
   */
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

  /**
   * Waits a moment while a session is handed over or the first worker starts. False: the command has waited long
   * enough.
   */
  async outlastsHandOver(signal?: AbortSignal): Promise<boolean> {
    if (!this.mayAppear || signal?.aborted) return false;
    if (performance.now() + LOOK_AGAIN_MS > this.untilMs) return false;
    await wait(LOOK_AGAIN_MS);
    return true;
  }
}
