import { type WorkerRecord, Workers } from '@starling/storage';
import { Injectable } from '@nestjs/common';

/** How old the list may be. A worker that was chosen from an old list refuses, and the next one is asked. */
const REMEMBERED_MS = 1_000;
/**
 * An owner that is not in the list may have started since. Many commands to a dead owner read no more often than this.
 */
const REMEMBERED_FOR_UNKNOWN_MS = 100;

/** The workers of the deployment, as the database knows them. All callers share one read at a time. */
@Injectable()
export class LiveWorkers {
  private known: Promise<readonly WorkerRecord[]> | undefined;
  private readAtMs = -Infinity;
  private foundSomebody = false;

  constructor(private readonly workers: Workers) {}

  list(): Promise<readonly WorkerRecord[]> {
    return this.atMostOld(REMEMBERED_MS);
  }

  async isLive(workerId: string): Promise<boolean> {
    const isAmong = (workers: readonly WorkerRecord[]) =>
      workers.some(({ id, isLive }) => id === workerId && isLive);
    return isAmong(await this.list()) || isAmong(await this.atMostOld(REMEMBERED_FOR_UNKNOWN_MS));
  }

  private atMostOld(ageMs: number): Promise<readonly WorkerRecord[]> {
    // A list without a live worker expires soon, so that the first worker is found as soon as it has started.
    const limitMs = this.foundSomebody ? ageMs : Math.min(ageMs, REMEMBERED_FOR_UNKNOWN_MS);
    if (!this.known || performance.now() - this.readAtMs > limitMs) {
      this.readAtMs = performance.now();
      const reading: Promise<readonly WorkerRecord[]> = this.workers.list();
      this.known = reading;
      reading.then(
        (workers) => (this.foundSomebody = workers.some(({ isLive }) => isLive)),
        () => {
          if (this.known === reading) this.known = undefined;
        },
      );
    }
    return this.known;
  }
}
