import type { Account } from '../accounts/account.js';
import type { Companion } from '../accounts/device.js';
import { issueKeyBundle } from '../delivery/key-bundles.js';
import type { Encrypted, SignalEndpoint } from '../signal/endpoint.js';
import type { World } from '../world/world.js';

/** Encrypts for one device; opens a session with a key bundle of the server when there is none. */
export const encryptFor = async (
  world: World,
  endpoint: SignalEndpoint,
  account: Account,
  companion: Companion,
  padded: Buffer,
): Promise<Encrypted> => {
  if (!endpoint.hasSession(account.lid, companion.id)) {
    const bundle = issueKeyBundle(world, account, companion.id);
    if (bundle) await endpoint.openSession(account.lid, companion.id, bundle);
  }
  return endpoint.encrypt(account.lid, companion.id, padded);
};
