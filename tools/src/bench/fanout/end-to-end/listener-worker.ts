import { once } from 'node:events';
import { WebSocket } from 'ws';
import { serveCalls } from '../../harness/worker/serve-calls.js';

/**
 * The time at which a client got the frame of a message. `loggedMs`: the time at which Redis stored the event, from
 * its id.
 */
export interface Sighting {
  readonly messageId: string;
  readonly seenMs: number;
  readonly loggedMs: number | undefined;
}

interface Frame {
  readonly id?: string;
  readonly data: { readonly id?: string };
}

/** Redis gives whole milliseconds: half of one is the mean error. */
const HALF_MS = 0.5;

const sockets: WebSocket[] = [];
let sightings: Sighting[] = [];

function onFrame(bytes: Buffer): void {
  const seenMs = performance.timeOrigin + performance.now();
  const { id, data } = JSON.parse(bytes.toString()) as Frame;
  const loggedMs = id === undefined ? undefined : Number(id.split('-')[0]) + HALF_MS;
  if (data.id !== undefined) sightings.push({ messageId: data.id, seenMs, loggedMs });
}

const calls = {
  /** Opens one client for each address. */
  open: async (urls: readonly string[]): Promise<void> => {
    const fresh = urls.map((url) => new WebSocket(url));
    for (const socket of fresh) socket.on('message', onFrame);
    sockets.push(...fresh);
    await Promise.all(fresh.map((socket) => once(socket, 'open')));
  },
  seen: () => sightings.length,
  collect: (): Sighting[] => {
    const collected = sightings;
    sightings = [];
    return collected;
  },
  close: () => {
    for (const socket of sockets.splice(0)) socket.terminate();
  },
};

export type ListenerCalls = typeof calls;
serveCalls(calls);
