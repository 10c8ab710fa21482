import { shardOf } from '@starling/broker';
import { type Deployment } from '../harness/deployment.js';
import { type Receivers, pace } from './measure.js';
import { startStarling } from './subject.js';
import { createTenants } from './tenants.js';

const WAITING = 10_000;
const PER_SECOND = 300;
const FOR_MS = 8_000;
const WARM_UP_MS = 3_000;
const TAKING_MS = 4_000;
const CANDIDATES = 64;

export interface BesideTheDead {
  readonly aloneP99Ms: number;
  /** While the events of the dead endpoint are read from the shard that both share. */
  readonly duringP99Ms: number;
  /** While the events of the dead endpoint wait for their next attempts. */
  readonly besideP99Ms: number;
  readonly lost: number;
}

/**
 * The delays of a healthy endpoint beside one that accepts connections and never answers, in the same shard: the
 * worst case.
 */
export async function measureBesideTheDead(
  deployment: Deployment,
  { sink, to }: Receivers,
): Promise<BesideTheDead> {
  const port = await sink.call('openSilent');
  const urls = Array.from({ length: CANDIDATES }, () => `http://127.0.0.1:${port}/hook`);
  const candidates = await createTenants(deployment, urls);
  const shards = new Map(to.map((healthy) => [shardOf(healthy.instanceId), healthy]));
  const dead = candidates.find(({ instanceId }) => shards.has(shardOf(instanceId)));
  const healthy = dead && shards.get(shardOf(dead.instanceId));
  if (!dead || !healthy) throw new Error('No two tenants share a shard.');
  const subject = await startStarling(deployment);
  try {
    const receivers = { sink, to: [healthy] };
    await pace(subject, receivers, PER_SECOND, WARM_UP_MS);
    const alone = await pace(subject, receivers, PER_SECOND, FOR_MS);
    await subject.publisher.call('burst', [dead], WAITING);
    const during = await pace(subject, receivers, PER_SECOND, TAKING_MS);
    const beside = await pace(subject, receivers, PER_SECOND, FOR_MS);
    return {
      aloneP99Ms: alone.p99Ms,
      duringP99Ms: during.p99Ms,
      besideP99Ms: beside.p99Ms,
      lost: alone.lost + during.lost + beside.lost,
    };
  } finally {
    await subject.stop();
  }
}
