import { Queue } from 'bullmq';
import { eventBytes } from '../../harness/event-bytes.js';
import { connectRedis } from '../../harness/connect-redis.js';
import { BARE_STREAM } from '../peers/bare-stream.js';
import { connectionTo, type DeliveryJob, JOB_QUEUE } from '../peers/job-queue.js';
import { type Publish } from './publish.js';

export async function publishToBareStream(redisUrl: string): Promise<Publish> {
  const redis = await connectRedis(redisUrl);
  return (to) => {
    const pipeline = redis.pipeline();
    for (const { url, instanceId } of to) {
      pipeline.xadd(BARE_STREAM, '*', 'url', url, 'body', eventBytes(instanceId));
    }
    return pipeline.exec();
  };
}

export async function publishToJobs(redisUrl: string): Promise<Publish> {
  const queue = new Queue<DeliveryJob>(JOB_QUEUE, {
    connection: connectionTo(redisUrl),
    defaultJobOptions: { removeOnComplete: true },
  });
  await queue.waitUntilReady();
  return (to) =>
    queue.addBulk(
      to.map(({ url, instanceId }) => ({
        name: 'deliver',
        data: { url, body: eventBytes(instanceId).toString() },
      })),
    );
}
