import { setTimeout as wait } from 'node:timers/promises';
import { cpuTimeOf } from '../../harness/process-usage.js';
import { type Totals } from '../load/client-pool.js';
import { type Subject } from './subject.js';

const LOOK_MS = 100;
/** After so long without a new event, the missing ones count as lost. */
const SILENCE_MS = 2_000;

export interface Saturated {
  readonly perSecond: number;
  readonly lost: number;
}

export interface Paced {
  readonly perSecond: number;
  /** CPU time of the server until the last frame arrived. */
  readonly cpuUsPerFrame: number;
  readonly userUsPerFrame: number;
  readonly systemUsPerFrame: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly lost: number;
}

/** Publishes all events almost at once, and lets the server deliver them as fast as it can. */
export async function saturate(
  subject: Subject,
  events: number,
  perEvent: number,
): Promise<Saturated> {
  const { load, publisher } = subject;
  await load.call('begin');
  const startedUs = await publisher.call('burst', events);
  const { events: delivered, lastSeenUs } = await waitForEvents(subject, events * perEvent);
  return {
    perSecond: delivered / ((lastSeenUs - startedUs) / 1e6),
    lost: events * perEvent - delivered,
  };
}

export async function pace(
  subject: Subject,
  deliveriesPerSecond: number,
  perEvent: number,
  forMs: number,
): Promise<Paced> {
  const { load, publisher, serverPid } = subject;
  await load.call('begin');
  const [cpuBefore, startedAt] = [await cpuTimeOf(serverPid), performance.now()];
  const published = await publisher.call('pace', deliveriesPerSecond / perEvent, forMs);
  const elapsedMs = performance.now() - startedAt;
  const { events, p50Ms, p99Ms } = await waitForEvents(subject, published * perEvent);
  const cpu = await cpuTimeOf(serverPid);
  const perFrameUs = (ms: number) => (ms * 1000) / events;
  const userUsPerFrame = perFrameUs(cpu.userMs - cpuBefore.userMs);
  const systemUsPerFrame = perFrameUs(cpu.systemMs - cpuBefore.systemMs);
  const perSecond = (events / elapsedMs) * 1000;
  return {
    perSecond,
    userUsPerFrame,
    systemUsPerFrame,
    p50Ms,
    p99Ms,
    cpuUsPerFrame: userUsPerFrame + systemUsPerFrame,
    lost: published * perEvent - events,
  };
}

/** Resolves once all events have arrived, or none has arrived for a while. */
async function waitForEvents({ load }: Subject, expected: number): Promise<Totals> {
  let [before, changedAt] = [-1, performance.now()];
  for (;;) {
    const delivered = await load.call('delivered');
    if (delivered !== before) [before, changedAt] = [delivered, performance.now()];
    if (delivered >= expected || performance.now() - changedAt > SILENCE_MS)
      return load.call('totals');
    await wait(LOOK_MS);
  }
}
