import { startThrowawayServices } from '@starling/embedded';
import { PRISMA_SCRIPT } from '../harness/prisma-script.js';
import { type BenchReport } from '../harness/report.js';
import { type Deployment, newDeployment } from '../harness/deployment.js';
import { measureEndToEnd } from './end-to-end/measure-end-to-end.js';
import { type FanoutFigures, toReport } from './fanout-report.js';
import { type Idle, measureIdle } from './scenarios/idle-clients.js';
import { measureAlternately } from './scenarios/alternating-rounds.js';
import { measureStalled } from './scenarios/stalled-client.js';
import { measureTwoNodes } from './scenarios/two-nodes.js';
import { startPeer, startStarling, type Subject } from './subject/subject.js';

/**
 * One node of the product beside Socket.IO and beside a bare `ws` send for each client. All servers have the same
 * cheap clients.
 */
export async function benchFanout(): Promise<BenchReport> {
  const services = await startThrowawayServices(PRISMA_SCRIPT);
  try {
    const deployment = newDeployment(services);
    const endToEnd = await measureEndToEnd(deployment);
    return toReport({ ...(await measureAll(deployment)), endToEnd });
  } finally {
    await services.stop();
  }
}

async function measureAll(deployment: Deployment): Promise<Omit<FanoutFigures, 'endToEnd'>> {
  const starts = [
    () => startPeer('bare ws', deployment),
    () => startPeer('socket.io', deployment),
    () => startStarling(deployment),
  ];
  const idle = new Map<string, Idle>();
  for (const start of starts) {
    await withSubject(start, async (fresh) => idle.set(fresh.name, await measureIdle(fresh)));
  }
  const peers: Subject[] = [];
  try {
    for (const start of starts.slice(0, -1)) peers.push(await start());
    return await withSubject(starts.at(-1) as () => Promise<Subject>, async (starling) => {
      const spread = await measureAlternately([...peers, starling]);
      for (const peer of peers.splice(0)) await peer.stop();
      const stalled = await measureStalled(starling);
      const twoNodes = await measureTwoNodes(starling, deployment);
      return { idle, spread, ...stalled, twoNodes };
    });
  } finally {
    for (const peer of peers) await peer.stop();
  }
}

async function withSubject<Result>(
  start: () => Promise<Subject>,
  use: (subject: Subject) => Promise<Result>,
): Promise<Result> {
  const subject = await start();
  try {
    return await use(subject);
  } finally {
    await subject.stop();
  }
}
