import { type BinaryNode, node, seconds } from '../stanza/node.js';
import type { Account, Addressing } from '../accounts/account.js';
import { deliverTo } from '../delivery/deliver.js';
import type { Companion } from '../accounts/device.js';
import { jidOf, otherNameOf } from '../accounts/jids.js';
import type { World } from '../world/world.js';

/**
 * Notifies every device that has queried the account's devices of a new or removed one, under each JID of its
 * queries.
 */
export const announceDevices = (
  world: World,
  account: Account,
  change: 'add' | 'remove',
  companion: Companion,
): void => {
  for (const other of world.accounts.all()) {
    for (const listener of other.companions.values()) {
      if (listener === companion) continue;
      for (const addressing of listener.knownDevices.get(account.lid) ?? []) {
        deliverTo(world, listener, changeNode(world, account, change, companion, addressing));
      }
    }
  }
};

const changeNode = (
  world: World,
  account: Account,
  change: 'add' | 'remove',
  companion: Companion,
  addressing: Addressing,
): BinaryNode => {
  const device = node('device', {
    jid: jidOf(account, addressing, companion.id),
    'key-index': companion.keyIndex,
  });
  const attributes = {
    from: jidOf(account, addressing),
    [addressing === 'lid' ? 'pn' : 'lid']: otherNameOf(account, addressing),
    type: 'devices',
    id: world.stanzaId(),
    t: seconds(world.now()),
  };
  return node('notification', attributes, [node(change, {}, [device])]);
};
