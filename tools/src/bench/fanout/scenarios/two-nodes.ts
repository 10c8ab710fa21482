import { saturate } from '../subject/measure.js';
import { readMetric } from '../../harness/read-metric.js';
import { CLIENTS, PER_EVENT, portOf, startNode, type Subject } from '../subject/subject.js';
import { type Deployment } from '../../harness/deployment.js';
import { medianOf } from './alternating-rounds.js';

const ROUNDS = 3;
const EVENTS = 12_000;
const WARM_UP_EVENTS = 1_000;
/** A node counts every batch of events that it reads. */
const BATCHES_READ = 'starling_ws_batch_events_count';

export interface TwoNodes {
  readonly onePerSecond: number;
  readonly twoPerSecond: number;
  /** Batches of events that a node without clients read while the other node delivered. */
  readonly readByIdleNode: number;
  readonly lost: number;
}

/** First a second node without clients, then half of the clients of every room on each node. */
export async function measureTwoNodes(subject: Subject, deployment: Deployment): Promise<TwoNodes> {
  const { load, place } = subject;
  const other = await startNode(deployment);
  try {
    const rounds = async () => {
      await saturate(subject, WARM_UP_EVENTS, PER_EVENT);
      const all = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        all.push(await saturate(subject, EVENTS, PER_EVENT));
      }
      return medianOf(all);
    };
    await load.call('close');
    await load.call('open', place, CLIENTS);
    const one = await rounds();
    const readByIdleNode = await readMetric(other, BATCHES_READ);
    await load.call('close');
    await load.call('open', place, CLIENTS / 2);
    await load.call('open', { ...place, port: portOf(other) }, CLIENTS / 2);
    const two = await rounds();
    return {
      onePerSecond: one.perSecond,
      twoPerSecond: two.perSecond,
      readByIdleNode,
      lost: one.lost + two.lost,
    };
  } finally {
    await other.stop();
  }
}
