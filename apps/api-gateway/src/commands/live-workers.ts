import { type WorkerRecord, Workers } from '@starling/storage';
import { Injectable } from '@nestjs/common';

/** Placement may be that much behind: a worker that was chosen wrongly says so, and the next one is asked. */
const REMEMBERED_MS = 1_000;
/** An owner that is not known yet may have started since; a storm of commands to a dead one reads no more often. */
const REMEMBERED_FOR_UNKNOWN_MS = 100;

/** The workers of the deployment, as the database knows them. One read at a time, whoever asks. */
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
    // A list without a live worker expires soon, so that the first worker is found as soon as it is there.
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
