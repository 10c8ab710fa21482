import { runInBackground } from '@starling/platform';
import { type IncomingMessage } from 'node:http';
import { BytePace } from '../body/byte-pace.js';

const MAX_DISCARDED_BYTES = 256 * 1024 * 1024;
const MAX_DISCARD_MS = 30_000;
/** Shared by all refused requests: reading bodies that are thrown away must leave CPU time for other requests. */
const PACE = new BytePace(32 * 1024 * 1024);

/**
 * Reads the rest of a body and drops it. Resolves when the body is over. Beyond the limits of bytes and time the
 * connection is closed; the client had time to read the reply.
 */
export function discardRest(incoming: IncomingMessage): Promise<void> {
  if (incoming.complete) return Promise.resolve();
  return new Promise((resolve) => {
    let bytes = 0;
    const giveUp = () => incoming.destroy();
    const timer = setTimeout(giveUp, MAX_DISCARD_MS);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    incoming.on('data', (chunk: Buffer) => {
      if ((bytes += chunk.length) > MAX_DISCARDED_BYTES) return giveUp();
      incoming.pause();
      runInBackground(
        'discard the rest of a body',
        PACE.take(chunk.length).then(() => incoming.resume()),
      );
    });
    incoming.once('end', end);
    incoming.once('close', end);
    incoming.once('error', end);
    if (incoming.destroyed) end();
  });
}
