import { node, seconds } from '../stanza/node.js';
import type { Account } from '../world/account.js';
import { deliverTo } from '../world/deliver.js';
import type { Companion } from '../world/device.js';
import { jidOf, otherNameOf } from '../world/jids.js';
import type { World } from '../world/world.js';

/** Everybody who once asked for the account's devices hears when one comes or goes. */
export const announceDevices = (
  world: World,
  account: Account,
  change: 'add' | 'remove',
  companion: Companion,
): void => {
  for (const other of world.accounts.all()) {
    for (const listener of other.companions.values()) {
      if (listener === companion) continue;
      const addressing = listener.knownDevices.get(account.lid);
      if (addressing === undefined) continue;
      deliverTo(
        world,
        listener,
        node(
          'notification',
          {
            from: jidOf(account, addressing),
            [addressing === 'lid' ? 'pn' : 'lid']: otherNameOf(account, addressing),
            type: 'devices',
            id: world.stanzaId(),
            t: seconds(world.now()),
          },
          [
            node(change, {}, [
              node('device', {
                jid: jidOf(account, addressing, companion.id),
                'key-index': companion.keyIndex,
              }),
            ]),
          ],
        ),
      );
    }
  }
};
