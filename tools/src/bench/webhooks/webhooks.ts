import { startThrowawayServices } from '@starling/embedded';
import { PRISMA_SCRIPT } from '../harness/prisma-script.js';
import { type Deployment, newDeployment } from '../harness/deployment.js';
import { startWorker } from '../harness/worker/worker.js';
import { type BenchReport } from '../harness/report.js';
import { measureBesideTheDead } from './dead-endpoint.js';
import { type Receivers, pace, type Paced, type Saturated, saturate } from './measure.js';
import { type SinkCalls } from './sink/sink-worker.js';
import { startPeer, startStarling, type Subject } from './subject.js';
import { createTenants } from './tenants.js';

const SERVERS = 64;
const WARM_UP_EVENTS = 10_000;
const EVENTS = 30_000;
const ROUNDS = 3;
const PACED_PER_SECOND = 1_000;
const PACED_MS = 5_000;

interface Measured {
  readonly saturated: Saturated;
  readonly paced: Paced;
}

/**
 * The production worker, a bare loop, and one BullMQ job for each delivery, one after another with the same servers.
 */
export async function benchWebhooks(): Promise<BenchReport> {
  const services = await startThrowawayServices(PRISMA_SCRIPT);
  const sink = startWorker<SinkCalls>(new URL('./sink/sink-worker.js', import.meta.url));
  try {
    const deployment = newDeployment(services);
    const ports = await sink.call('open', SERVERS);
    const urls = ports.map((port) => `http://127.0.0.1:${port}/hook`);
    const receivers: Receivers = { sink, to: await createTenants(deployment, urls) };
    return await measureAll(deployment, receivers);
  } finally {
    await sink.stop();
    await services.stop();
  }
}

async function measureAll(deployment: Deployment, receivers: Receivers): Promise<BenchReport> {
  const bare = await measured(startPeer('bare loop', deployment), receivers);
  const jobs = await measured(startPeer('BullMQ', deployment), receivers);
  const starling = await measured(startStarling(deployment), receivers);
  const { aloneP99Ms, duringP99Ms, besideP99Ms, lost } = await measureBesideTheDead(
    deployment,
    receivers,
  );
  return {
    name: 'webhooks',
    figures: {
      ...flat('', starling),
      healthyAloneP99Ms: aloneP99Ms,
      healthyBesideTheDeadP99Ms: besideP99Ms,
      healthyWhileTheDeadComesP99Ms: duringP99Ms,
      healthyLost: lost,
    },
    floor: { ...flat('bareLoop.', bare), ...flat('bullMq.', jobs) },
    ratios: {
      'perSecond.overBareLoop': starling.saturated.perSecond / bare.saturated.perSecond,
      'perSecond.overBullMq': starling.saturated.perSecond / jobs.saturated.perSecond,
      'cpuUsEach.overBullMq': starling.saturated.cpuUsEach / jobs.saturated.cpuUsEach,
      'healthyP99.besideOverAlone': besideP99Ms / aloneP99Ms,
    },
    notes: [
      `${SERVERS} accounts with a webhook and a server each; a backlog is kept full; median of ${ROUNDS} rounds`,
      `paced: ${PACED_PER_SECOND} events a second, from before the append to the last byte of the request`,
      'bare loop: XREADGROUP, undici POST, XACK by the page; no order, log, retry or tenant',
      'BullMQ: one job for each delivery, 64 at a time, the same undici POST',
      'the dead server answers nothing, has 10,000 events waiting and shares its shard with the healthy one',
    ],
  };
}

async function measured(starting: Promise<Subject>, receivers: Receivers): Promise<Measured> {
  const subject = await starting;
  try {
    await saturate(subject, receivers, WARM_UP_EVENTS);
    const rounds: Saturated[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push(await saturate(subject, receivers, EVENTS));
    }
    rounds.sort((one, other) => one.perSecond - other.perSecond);
    const paced = await pace(subject, receivers, PACED_PER_SECOND, PACED_MS);
    return { saturated: rounds[Math.floor(ROUNDS / 2)] as Saturated, paced };
  } finally {
    await subject.stop();
  }
}

const flat = (prefix: string, { saturated, paced }: Measured): Record<string, number> => ({
  [`${prefix}perSecond`]: saturated.perSecond,
  [`${prefix}cpuUsEach`]: saturated.cpuUsEach,
  [`${prefix}pacedP50Ms`]: paced.p50Ms,
  [`${prefix}pacedP99Ms`]: paced.p99Ms,
  [`${prefix}lost`]: saturated.lost + paced.lost,
});
