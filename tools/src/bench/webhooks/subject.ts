import { startAppProcess } from '@starling/testing';
import { type Deployment, environmentOf } from '../harness/deployment.js';
import { startWorker, type Worker } from '../harness/worker/worker.js';
import { type PeerCalls } from './peers/bare-loop.js';
import { type PublisherCalls, type SubjectName } from './publish/publisher-worker.js';

/** The process that delivers and the process that publishes to it. */
export interface Subject {
  readonly name: SubjectName;
  readonly delivererPid: number;
  readonly publisher: Worker<PublisherCalls>;
  stop(): Promise<void>;
}

const here = (path: string) => new URL(path, import.meta.url);

async function startPublisher(name: SubjectName, redisUrl: string) {
  const publisher = startWorker<PublisherCalls>(here('./publish/publisher-worker.js'));
  await publisher.call('open', name, redisUrl);
  return publisher;
}

export async function startStarling(deployment: Deployment): Promise<Subject> {
  const app = await startAppProcess('delivery-worker', {
    ...environmentOf(deployment),
    ALLOW_PRIVATE_URLS: 'true',
    LOG_LEVEL: 'error',
  });
  const publisher = await startPublisher('starling', deployment.redisUrl);
  return {
    name: 'starling',
    delivererPid: app.pid,
    publisher,
    stop: async () => {
      await publisher.stop();
      await app.stop();
    },
  };
}

export async function startPeer(
  name: Exclude<SubjectName, 'starling'>,
  { redisUrl }: Deployment,
): Promise<Subject> {
  const script = name === 'BullMQ' ? './peers/job-worker.js' : './peers/bare-loop.js';
  const deliverer = startWorker<PeerCalls>(here(script));
  await deliverer.call('open', redisUrl);
  const publisher = await startPublisher(name, redisUrl);
  return {
    name,
    delivererPid: deliverer.pid,
    publisher,
    stop: async () => {
      await publisher.stop();
      await deliverer.stop();
    },
  };
}
