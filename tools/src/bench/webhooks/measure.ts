import { setTimeout as wait } from 'node:timers/promises';
import { cpuMsOf } from '../harness/process-usage.js';
import { type Worker } from '../harness/worker/worker.js';
import { type Destination } from './publish/publish.js';
import { type SinkCalls, type Totals } from './sink/sink-worker.js';
import { type Subject } from './subject.js';

/** Waiting at any time; about a hundred for each server, so that nobody's line is full. */
const BACKLOG = 6_000;
const LOOK_MS = 5;
/** Nothing more has come for so long: nothing more will. */
const SILENCE_MS = 3_000;

export interface Ground {
  readonly sink: Worker<SinkCalls>;
  readonly to: readonly Destination[];
}

export interface Saturated {
  readonly perSecond: number;
  readonly cpuUsEach: number;
  readonly lost: number;
}

export interface Paced {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly lost: number;
}

/** The backlog is kept full until all are published, and is worked off as fast as it goes. */
export async function saturate(
  { publisher, delivererPid }: Subject,
  { sink, to }: Ground,
  events: number,
): Promise<Saturated> {
  await sink.call('begin');
  const [cpuBefore, startedAt] = [await cpuMsOf(delivererPid), performance.now()];
  for (let published = 0; published < events;) {
    const room = BACKLOG - (published - (await sink.call('received')));
    const some = Math.min(room, events - published);
    if (some > 0) await publisher.call('burst', to, some);
    else await wait(LOOK_MS);
    published += Math.max(0, some);
  }
  const { count } = await settled(sink, events);
  return {
    perSecond: (count / (performance.now() - startedAt)) * 1_000,
    cpuUsEach: (((await cpuMsOf(delivererPid)) - cpuBefore) * 1_000) / count,
    lost: Math.max(0, events - count),
  };
}

/** From append to receipt, at a rate that leaves room. */
export async function pace(
  { publisher }: Subject,
  { sink, to }: Ground,
  perSecond: number,
  forMs: number,
): Promise<Paced> {
  await sink.call('begin');
  const published = await publisher.call('pace', to, perSecond, forMs);
  const { count, p50Ms, p99Ms } = await settled(sink, published);
  return { p50Ms, p99Ms, lost: Math.max(0, published - count) };
}

/** Once all have come, or nothing comes any more. What is delivered twice counts twice. */
async function settled(sink: Worker<SinkCalls>, expected: number): Promise<Totals> {
  let [before, changedAt] = [-1, performance.now()];
  for (;;) {
    const received = await sink.call('received');
    if (received !== before) [before, changedAt] = [received, performance.now()];
    if (received >= expected || performance.now() - changedAt > SILENCE_MS) {
      return sink.call('totals');
    }
    await wait(LOOK_MS);
  }
}
