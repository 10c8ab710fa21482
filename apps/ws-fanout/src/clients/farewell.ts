import { setTimeout as wait } from 'node:timers/promises';
import { type Client } from './client.js';
import { CLOSE } from './close-code.js';
import { type Hub } from './hub.js';

/** Spread, so that those who come back at once do not all knock at the other nodes in one moment. */
const SPREAD_MS = 3_000;
const STEP_MS = 50;
/** A client may answer the close frame; who does not is cut with the process. */
const ANSWER_LIMIT_MS = 2_000;

/** Tells every client to come back later; resolves when they are gone, or have had their time. */
export async function sayGoodbye(hub: Hub): Promise<void> {
  const clients: Client[] = [...hub.clients()];
  const perStep = Math.ceil(clients.length / (SPREAD_MS / STEP_MS));
  for (let at = 0; at < clients.length; at += perStep) {
    for (const client of clients.slice(at, at + perStep)) client.close(CLOSE.goingAway);
    // A handful is told at once.
    if (clients.length > perStep && at + perStep < clients.length) await wait(STEP_MS);
  }
  const end = performance.now() + ANSWER_LIMIT_MS;
  while (!hub.clients()[Symbol.iterator]().next().done && performance.now() < end) {
    for (const late of hub.clients()) late.close(CLOSE.goingAway);
    await wait(STEP_MS);
  }
}
