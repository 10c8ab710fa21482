import { describe, expect, it } from '@jest/globals';
import { housekeeping, Queues } from '@starling/broker';
import { testServices, until } from '@starling/testing';
import { startWorker } from '../testing/worker.js';

describe('Housekeeping', () => {
  it('is scheduled once by any number of processes, and runs', async () => {
    const [one, two] = [await startWorker(testServices()), await startWorker(testServices())];
    try {
      const queue = one.app.get(Queues).producer(housekeeping);
      expect(await queue.getJobSchedulersCount()).toBe(6);
      await until(async () => (await queue.getCompletedCount()) > 0);
    } finally {
      await two.stop();
      await one.stop();
    }
  });
});
