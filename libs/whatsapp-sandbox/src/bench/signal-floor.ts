import { Randomness } from '../seed/randomness.js';
import { SignalEndpoint } from '../signal/endpoint.js';
import { HandsetKeys } from '../signal/handset-keys.js';
import { discardingLog } from '../records/record-log.js';

const ROUNDS = 5_000;
const TEXT = Buffer.alloc(64, 7);

/** Encryptions a second in one session of two phones, without a server. */
export async function signalFloor(): Promise<number> {
  const random = new Randomness('floor', discardingLog);
  const endpoint = (owner: string) =>
    new SignalEndpoint(owner, new HandsetKeys(owner, random, discardingLog));
  const [ana, bob] = [endpoint('ana'), endpoint('bob')];
  await ana.openSession('bob', 0, bob.keys.bundle(true));
  await bob.openSession('ana', 0, ana.keys.bundle(true));
  const startedMs = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) await ana.encrypt('bob', 0, TEXT);
  return ROUNDS / ((performance.now() - startedMs) / 1000);
}
