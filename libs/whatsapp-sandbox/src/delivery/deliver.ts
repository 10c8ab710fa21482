import type { BinaryNode } from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import type { Companion } from '../accounts/device.js';
import type { World } from '../world/world.js';

/** Queues a stanza for one device; it is sent at once when the device is connected. */
export const deliverTo = (world: World, companion: Companion, stanza: BinaryNode): void => {
  if (stanza.tag === 'message') world.statistics.messagesToClients++;
  companion.outbox.add(stanza, world.now());
};

/** Queues a stanza for every linked device of the account. */
export const deliverToCompanions = (
  world: World,
  account: Account,
  stanza: BinaryNode,
  except?: Companion,
): void => {
  for (const companion of account.companions.values()) {
    if (companion !== except) deliverTo(world, companion, stanza);
  }
};

/** Sends to the connected devices only, without queueing: for presence and the like. */
export const sendToConnected = (account: Account, stanza: BinaryNode): void => {
  for (const { connection } of account.companions.values()) connection?.send(stanza);
};
