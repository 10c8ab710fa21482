import { node, seconds, type BinaryNode } from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import { deliverToCompanions } from '../delivery/deliver.js';
import type { World } from '../world/world.js';
import type { Group } from '../world/group.js';
import { actorAttributes } from './group-node.js';

/** Notifies the devices of all members, and of the accounts in `alsoTo`, of a change to the group. */
export const announce = (
  world: World,
  group: Group,
  actor: Account,
  change: BinaryNode,
  alsoTo: readonly Account[] = [],
): void => {
  const members = [...group.members.keys()].map((lid) => world.accounts.byLid(lid));
  const audience = new Set([...members, ...alsoTo]);
  const stanza = node(
    'notification',
    {
      from: group.jid,
      type: 'w:gp2',
      id: world.stanzaId(),
      t: seconds(world.now()),
      notify: actor.name,
      addressing_mode: group.addressing,
      ...actorAttributes(group, actor),
    },
    [change],
  );
  for (const account of audience) {
    if (account) deliverToCompanions(world, account, stanza);
  }
};
