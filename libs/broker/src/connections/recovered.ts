import { setTimeout as wait } from 'node:timers/promises';
import { type RedisClient } from './dial.js';

/** So that a Redis that answers with errors (loading its data, say) is not asked in a circle. */
const PAUSE_MS = 200;

/** Resolves when the client is connected (again), or when `signal` aborts. */
export async function recovered(client: RedisClient, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  if (client.status === 'ready') {
    await wait(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    return;
  }
  await new Promise<void>((resolve) => {
    const done = () => {
      client.off('ready', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    client.on('ready', done);
    signal.addEventListener('abort', done);
  });
}
