import { type BenchReport } from '../harness/report.js';
import { type Paced } from './subject/measure.js';
import { type Idle } from './scenarios/idle-clients.js';
import { type EndToEnd, MESSAGES_PER_SECOND, SESSIONS } from './end-to-end/measure-end-to-end.js';
import { PACED_PER_SECOND, type Spread } from './scenarios/alternating-rounds.js';
import { type TwoNodes } from './scenarios/two-nodes.js';
import { CLIENTS, ROOMS } from './subject/subject.js';

export interface FanoutFigures {
  readonly spread: ReadonlyMap<string, Spread>;
  readonly idle: ReadonlyMap<string, Idle>;
  readonly quiet: Paced;
  readonly stalled: Paced;
  readonly twoNodes: TwoNodes;
  readonly endToEnd: EndToEnd;
}

const PEERS = ['socket.io', 'bare ws'] as const;

export function toReport(all: FanoutFigures): BenchReport {
  const { spread, idle, quiet, stalled, twoNodes, endToEnd } = all;
  const figuresOf = (name: string) => ({
    ...(spread.get(name) as Spread),
    idle: idle.get(name) as Idle,
  });
  const named = (name: string): Record<string, number> => {
    const { saturated, paced, idle: resting } = figuresOf(name);
    return {
      [`${name}.saturatedPerSecond`]: saturated.perSecond,
      [`${name}.pacedPerSecond`]: paced.perSecond,
      [`${name}.pacedCpuUsPerFrame`]: paced.cpuUsPerFrame,
      [`${name}.pacedKernelUsPerFrame`]: paced.systemUsPerFrame,
      [`${name}.pacedP50Ms`]: paced.p50Ms,
      [`${name}.pacedP99Ms`]: paced.p99Ms,
      [`${name}.idleKbPerClient`]: resting.kbPerClient,
      [`${name}.lost`]: saturated.lost + paced.lost,
    };
  };
  const starling = figuresOf('starling');
  const beside = (peer: string): Record<string, number> => ({
    [`saturated / ${peer}`]: starling.saturated.perSecond / figuresOf(peer).saturated.perSecond,
    [`paced CPU / ${peer}`]: starling.paced.cpuUsPerFrame / figuresOf(peer).paced.cpuUsPerFrame,
    [`paced p99 / ${peer}`]: starling.paced.p99Ms / figuresOf(peer).paced.p99Ms,
    [`idle KB / ${peer}`]: starling.idle.kbPerClient / figuresOf(peer).idle.kbPerClient,
  });
  return {
    name: 'fanout',
    figures: {
      ...named('starling'),
      idleKbAboveBareWs: starling.idle.kbPerClient - figuresOf('bare ws').idle.kbPerClient,
      othersP99MsBesideStalled: stalled.p99Ms,
      twoNodesPerSecond: twoNodes.twoPerSecond,
      batchesReadByIdleNode: twoNodes.readByIdleNode,
      ...endToEndFigures(endToEnd),
      lostElsewhere: quiet.lost + stalled.lost + twoNodes.lost,
    },
    floor: {
      ...Object.assign({}, ...PEERS.map(named)),
      othersP99MsBesideNone: quiet.p99Ms,
      oneNodePerSecond: twoNodes.onePerSecond,
    },
    ratios: {
      ...Object.assign({}, ...PEERS.map(beside)),
      'p99 of others / none stalled': stalled.p99Ms / quiet.p99Ms,
      'two nodes / one': twoNodes.twoPerSecond / twoNodes.onePerSecond,
    },
    notes: [
      `${CLIENTS} clients over ${ROOMS} instances, 600-byte events; paced: ${PACED_PER_SECOND} frames a second`,
      `idle: ${starling.idle.clients} clients, resident memory after garbage collection`,
      `endToEnd: from a contact's message to the client's frame, ${MESSAGES_PER_SECOND} a second over ${SESSIONS} sessions; shares are of the mean, of clients that resume`,
      'delays begin before the event is handed to the publisher and end in the client process',
      'servers, Redis, publisher and clients share the machine: on two cores a second node has no core of its own',
    ],
  };
}

function endToEndFigures({ plain, resuming }: EndToEnd): Record<string, number> {
  const { contact, owner, node } = resuming.shares;
  return {
    'endToEnd.perSecond': plain.perSecond,
    'endToEnd.p50Ms': plain.p50Ms,
    'endToEnd.p99Ms': plain.p99Ms,
    'endToEnd.resuming.p50Ms': resuming.p50Ms,
    'endToEnd.resuming.p99Ms': resuming.p99Ms,
    'endToEnd.share.contactEncrypts': contact,
    'endToEnd.share.ownerUntilInRedis': owner,
    'endToEnd.share.nodeToClient': node,
    'endToEnd.lost': plain.lost + resuming.lost,
  };
}
