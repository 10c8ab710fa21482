import { node, seconds } from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import { deliverToCompanions } from '../delivery/deliver.js';
import type { Companion } from '../accounts/device.js';
import { pnJid } from '../accounts/jids.js';
import type { World } from '../world/world.js';
import type { Collection } from '../world/collection.js';

/** Notifies the account's devices, except the author of the change, that there is a new version to fetch. */
export const announceCollection = (
  world: World,
  account: Account,
  { name, state }: Collection,
  author?: Companion,
): void => {
  const stanza = node(
    'notification',
    {
      from: pnJid(account),
      type: 'server_sync',
      id: world.stanzaId(),
      t: seconds(world.now()),
    },
    [node('collection', { name, version: state.version })],
  );
  deliverToCompanions(world, account, stanza, author);
};
