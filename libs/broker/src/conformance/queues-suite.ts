import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { deliveryRetries, type StoredDelivery } from '../queues/declarations.js';
import { declareQueue } from '../queues/queue-declaration.js';
import { Queues } from '../queues/queues.js';
import { Participant } from './participant.js';
import { until } from '@starling/testing';

export function queuesSuite(redisUrl: () => string): void {
  describe('Queues', () => {
    let participant: Participant;
    let queues: Queues;
    beforeEach(async () => {
      participant = await Participant.join(redisUrl(), 'delivery-worker');
      queues = new Queues(participant.connections, participant.metrics);
    });
    afterEach(async () => {
      await queues.drain();
      await queues.close();
      await participant.leave();
    });

    it('bring a job of a declared queue to a worker and measure it', async () => {
      const retry: StoredDelivery = {
        accountId: 'a',
        instanceId: 'i',
        webhookId: randomUUID(),
        event: 'call.update',
        deliveryId: randomUUID(),
        eventId: 'e',
        body: '{"ü":1}',
        attempts: 1,
        firstAttemptAt: '2026-04-28T10:30:00Z',
      };
      const received: StoredDelivery[] = [];
      queues.work(deliveryRetries, async (job) => void received.push(job.data), 4);
      await queues.producer(deliveryRetries).add('retry', retry, { delay: 50 });
      await until(() => received.some(({ webhookId }) => webhookId === retry.webhookId));
      expect(received).toContainEqual(retry);
      const measured = /starling_job_run_seconds_count\{[^}]*queue="webhook-retries"[^}]*\} [1-9]/;
      await until(async () => measured.test(await participant.platformMetrics.render()));
    });

    it('give a job again whose processor threw', async () => {
      const flaky = declareQueue<{ readonly n: number }>(`test-${randomUUID()}`, {
        attempts: 2,
        backoff: 10,
        removeOnComplete: true,
      });
      const attempts: number[] = [];
      queues.work(
        flaky,
        async ({ data }) => {
          if (attempts.push(data.n) === 1) throw new Error('a failure of ours');
        },
        1,
      );
      const producer = queues.producer(flaky);
      await producer.add('once', { n: 7 });
      await until(() => attempts.length === 2);
      expect(attempts).toEqual([7, 7]);
      await until(async () => (await producer.getJobCountByTypes('active', 'delayed')) === 0);
      await producer.obliterate({ force: true });
    });
  });
}
