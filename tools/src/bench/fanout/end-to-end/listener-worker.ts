import { once } from 'node:events';
import { WebSocket } from 'ws';
import { serveCalls } from '../../harness/worker/serve-calls.js';

/** When a client had the frame of a message; `loggedMs` is when Redis got the event, where its id tells. */
export interface Sighting {
  readonly messageId: string;
  readonly seenMs: number;
  readonly loggedMs: number | undefined;
}

interface Frame {
  readonly id?: string;
  readonly data: { readonly id?: string };
}

/** Redis tells whole milliseconds. */
const HALF_MS = 0.5;

const sockets: WebSocket[] = [];
let sightings: Sighting[] = [];

function take(bytes: Buffer): void {
  const seenMs = performance.timeOrigin + performance.now();
  const { id, data } = JSON.parse(bytes.toString()) as Frame;
  const loggedMs = id === undefined ? undefined : Number(id.split('-')[0]) + HALF_MS;
  if (data.id !== undefined) sightings.push({ messageId: data.id, seenMs, loggedMs });
}

const calls = {
  /** One client for each address, all open. */
  open: async (urls: readonly string[]): Promise<void> => {
    const fresh = urls.map((url) => new WebSocket(url));
    for (const socket of fresh) socket.on('message', take);
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
