import { setTimeout as wait } from 'node:timers/promises';
import { pace, type Paced } from '../subject/measure.js';
import { readMetric } from '../../harness/read-metric.js';
import { CLIENTS, PER_EVENT, ROOMS, type Subject } from '../subject/subject.js';
import { medianOf, PACED_MS, PACED_PER_SECOND } from './alternating-rounds.js';

const ROUNDS = 2;
const FILLING_EVENTS = 100;
/** The kernel buffers some megabytes for a connection whose client does not read. */
const MAX_FILLINGS = 300;
const LOOK_MS = 10;

/**
 * The figures of 500 clients while one more client stops reading and is closed, beside rounds without such a client.
 */
export async function measureStalled(
  subject: Subject,
): Promise<{ readonly quiet: Paced; readonly stalled: Paced }> {
  const [quiet, stalled]: Paced[][] = [[], []];
  const paced = () => pace(subject, PACED_PER_SECOND, PER_EVENT, PACED_MS);
  for (let round = 0; round < ROUNDS; round += 1) {
    quiet?.push(await paced());
    await fillUp(subject, CLIENTS + round);
    stalled?.push(await paced());
  }
  return { quiet: medianOf(quiet ?? []), stalled: medianOf(stalled ?? []) };
}

/**
 * Adds a client that reads nothing, and publishes until the buffers of the kernel are full and events wait in the
 * server.
 */
async function fillUp({ load, publisher, node, place }: Subject, client: number): Promise<void> {
  if (!node) throw new Error('Only the product has a metric of its queues.');
  await load.call('open', place, 1);
  await load.call('stall', client);
  for (let filling = 0; filling < MAX_FILLINGS; filling += 1) {
    await publisher.call('burstTo', client % ROOMS, FILLING_EVENTS);
    await wait(LOOK_MS);
    if ((await readMetric(node, 'starling_ws_queue_depth')) > 0) return;
  }
  throw new Error('A client that does not read was never behind.');
}
