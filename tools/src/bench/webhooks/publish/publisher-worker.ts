import { setTimeout as wait } from 'node:timers/promises';
import { nowUs } from '../../harness/event-bytes.js';
import { serveCalls } from '../../harness/worker/serve-calls.js';
import { type Destination, type Publish } from './publish.js';
import { publishToBareStream, publishToJobs } from './to-peers.js';
import { publishToShards } from './to-starling.js';

const AT_ONCE = 500;
const STEP_MS = 1;

const OPEN = {
  starling: publishToShards,
  'bare loop': publishToBareStream,
  BullMQ: publishToJobs,
};

export type SubjectName = keyof typeof OPEN;

let publish: Publish;

const roundRobin = (to: readonly Destination[], from: number, until: number): Destination[] =>
  Array.from({ length: until - from }, (_, at) => to[(from + at) % to.length] as Destination);

const calls = {
  open: async (subject: SubjectName, redisUrl: string): Promise<void> => {
    publish = await OPEN[subject](redisUrl);
  },
  /** Publishes as fast as Redis accepts events. Resolves with the time of the start. */
  burst: async (to: readonly Destination[], count: number): Promise<number> => {
    const startedUs = nowUs();
    for (let at = 0; at < count; at += AT_ONCE) {
      await publish(roundRobin(to, at, Math.min(count, at + AT_ONCE)));
    }
    return startedUs;
  },
  /** Publishes at an even rate. Resolves with the number of events when Redis has stored all of them. */
  pace: async (to: readonly Destination[], perSecond: number, forMs: number): Promise<number> => {
    const startedAt = performance.now();
    let published = 0;
    const appended: Promise<unknown>[] = [];
    for (let elapsedMs = 0; elapsedMs < forMs; elapsedMs = performance.now() - startedAt) {
      const due = Math.floor((elapsedMs / 1_000) * perSecond);
      if (due > published) appended.push(publish(roundRobin(to, published, due)));
      published = due;
      await wait(STEP_MS);
    }
    await Promise.all(appended);
    return published;
  },
};

export type PublisherCalls = typeof calls;
serveCalls(calls);
