import { setTimeout as wait } from 'node:timers/promises';
import { cpuMsOf } from '../harness/process-usage.js';
import { type Worker } from '../harness/worker/worker.js';
import { type Destination } from './publish/publish.js';
import { type SinkCalls, type Totals } from './sink/sink-worker.js';
import { type Subject } from './subject.js';

/** Events that wait at any time: about a hundred for each server, below the limit of an endpoint. */
const BACKLOG = 6_000;
const LOOK_MS = 5;
/** After so long without a new event, the missing ones count as lost. */
const SILENCE_MS = 3_000;

export interface Receivers {
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

/** Keeps the backlog full until all events are published, and lets the subject deliver them as fast as it can. */
export async function saturate(
  { publisher, delivererPid }: Subject,
  { sink, to }: Receivers,
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
  const { count } = await waitForEvents(sink, events);
  return {
    perSecond: (count / (performance.now() - startedAt)) * 1_000,
    cpuUsEach: (((await cpuMsOf(delivererPid)) - cpuBefore) * 1_000) / count,
    lost: Math.max(0, events - count),
  };
}

/** Delays from append to receipt, at a rate below the limit. */
export async function pace(
  { publisher }: Subject,
  { sink, to }: Receivers,
  perSecond: number,
  forMs: number,
): Promise<Paced> {
  await sink.call('begin');
  const published = await publisher.call('pace', to, perSecond, forMs);
  const { count, p50Ms, p99Ms } = await waitForEvents(sink, published);
  return { p50Ms, p99Ms, lost: Math.max(0, published - count) };
}

/** Resolves once all events have arrived, or none has arrived for a while. An event that arrives twice counts twice. */
async function waitForEvents(sink: Worker<SinkCalls>, expected: number): Promise<Totals> {
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
