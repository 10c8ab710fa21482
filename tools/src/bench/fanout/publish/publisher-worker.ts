import { setTimeout as wait } from 'node:timers/promises';
import { type Deployment } from '../../harness/deployment.js';
import { nowUs } from '../../harness/event-bytes.js';
import { serveCalls } from '../../harness/worker/serve-calls.js';
import { publishAsOwner } from './as-owner.js';
import { type Publish } from './publish.js';
import { publishToBareWs, publishToSocketIo } from './to-peers.js';

const AT_ONCE = 250;
const STEP_MS = 1;

const OPEN = {
  starling: publishAsOwner,
  'socket.io': ({ redisUrl }: Deployment) => publishToSocketIo(redisUrl),
  'bare ws': ({ redisUrl }: Deployment) => publishToBareWs(redisUrl),
};

export type SubjectName = keyof typeof OPEN;

let rooms: readonly string[] = [];
let publish: Publish;
const roomOf = (index: number) => rooms[index % rooms.length] as string;

const calls = {
  open: async (subject: SubjectName, deployment: Deployment, all: readonly string[]) => {
    rooms = all;
    publish = await OPEN[subject](deployment, all);
  },
  /** Publishes as fast as Redis accepts events, to all rooms round robin. Resolves with the time of the start. */
  burst: async (count: number): Promise<number> => {
    const startedUs = nowUs();
    for (let at = 0; at < count; at += AT_ONCE) {
      const some = Math.min(AT_ONCE, count - at);
      await Promise.all(Array.from({ length: some }, (_, index) => publish(roomOf(at + index))));
    }
    return startedUs;
  },
  /** Publishes to one room only. */
  burstTo: async (room: number, count: number): Promise<void> => {
    await Promise.all(Array.from({ length: count }, () => publish(roomOf(room))));
  },
  /**
   * Publishes at an even rate, to all rooms round robin and equally many to each. Resolves with the number of events.
   */
  pace: async (perSecond: number, forMs: number): Promise<number> => {
    const startedAt = performance.now();
    let published = 0;
    for (let elapsedMs = 0; elapsedMs < forMs; elapsedMs = performance.now() - startedAt) {
      const due = Math.floor((elapsedMs / 1000) * perSecond);
      for (; published < due; published += 1) void publish(roomOf(published));
      await wait(STEP_MS);
    }
    for (; published % rooms.length > 0; published += 1) void publish(roomOf(published));
    return published;
  },
};

export type PublisherCalls = typeof calls;
serveCalls(calls);
