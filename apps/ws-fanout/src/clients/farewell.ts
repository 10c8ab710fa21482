import { setTimeout as wait } from 'node:timers/promises';
import { type Client } from './client.js';
import { CLOSE } from './close-code.js';
import { type Hub } from './hub.js';

/** Closing is spread over this time, so that reconnecting clients do not all reach the other nodes at once. */
const SPREAD_MS = 3_000;
const STEP_MS = 50;
/** How long clients may take to answer the close frame; the others are cut when the process ends. */
const ANSWER_LIMIT_MS = 2_000;

/** Closes every client as "going away"; resolves when they are gone or after the time limit. */
export async function closeAllClients(hub: Hub): Promise<void> {
  const clients: Client[] = [...hub.clients()];
  const perStep = Math.ceil(clients.length / (SPREAD_MS / STEP_MS));
  for (let at = 0; at < clients.length; at += perStep) {
    for (const client of clients.slice(at, at + perStep)) client.close(CLOSE.goingAway);
    // A handful is closed at once.
    if (clients.length > perStep && at + perStep < clients.length) await wait(STEP_MS);
  }
  const end = performance.now() + ANSWER_LIMIT_MS;
  while (!hub.clients()[Symbol.iterator]().next().done && performance.now() < end) {
    for (const late of hub.clients()) late.close(CLOSE.goingAway);
    await wait(STEP_MS);
  }
}
