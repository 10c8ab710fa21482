import { Worker } from 'bullmq';
import { serveCalls } from '../../harness/worker/serve-calls.js';
import { connectionTo, type DeliveryJob, JOB_QUEUE } from './job-queue.js';
import { post } from './post.js';

const AT_A_TIME = 64;

/** The usual way to send webhooks from Node: one job for each delivery. */
const calls = {
  open: async (redisUrl: string): Promise<void> => {
    const send = ({ data }: { data: DeliveryJob }) => post(data.url, data.body);
    const worker = new Worker<DeliveryJob>(JOB_QUEUE, send, {
      connection: connectionTo(redisUrl),
      concurrency: AT_A_TIME,
    });
    await worker.waitUntilReady();
  },
};

serveCalls(calls);
