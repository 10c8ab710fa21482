import { node, seconds, SERVER_JID } from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import { deliverTo } from './deliver.js';
import type { Companion, KeyBundle } from '../accounts/device.js';
import type { World } from '../world/world.js';

/** With fewer one-time keys the server asks for more. Baileys reacts only below five. */
const MIN_PRE_KEYS = 5;

/** Issues a bundle for a new session with the device. Uses up one of its one-time keys, if there is one left. */
export const issueKeyBundle = (
  world: World,
  account: Account,
  device: number,
): KeyBundle | undefined => {
  const exhausted = world.faults.missingPreKeys.consume(account.number) !== undefined;
  if (device === 0) return account.phone.keyBundle(!exhausted);
  const companion = account.companions.get(device);
  if (companion === undefined) return undefined;
  const { registrationId, identityKey, signedPreKey } = companion;
  const preKey = exhausted ? undefined : companion.preKeys.shift();
  if (preKey) world.accounts.saveCompanion(account, companion);
  if (companion.preKeys.length < MIN_PRE_KEYS) requestPreKeys(world, companion);
  return { registrationId, identityKey, signedPreKey, preKey };
};

const requestPreKeys = (world: World, companion: Companion): void => {
  const id = world.stanzaId();
  const t = seconds(world.now());
  const count = node('count', { value: companion.preKeys.length });
  const attributes = { from: SERVER_JID, type: 'encrypt', id, t };
  deliverTo(world, companion, node('notification', attributes, [count]));
};
