import type { Group } from '../world/group.js';
import { type BinaryNode, node, seconds } from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import { deliverToCompanions } from '../delivery/deliver.js';
import { jidOf, lidJid } from '../accounts/jids.js';
import type { World } from '../world/world.js';
import { notifyInterestedDevices } from './interested-devices.js';

/** The owner of a picture. */
export type Pictured = { readonly account: Account } | { readonly group: Group };

/** Stores a picture and returns its id. Without bytes it deletes the picture and returns undefined. */
export const updatePicture = (
  world: World,
  owner: Pictured,
  author: Account,
  bytes: Buffer | undefined,
): string | undefined => {
  const id = bytes && world.random.nextDigits('picture', 10);
  if (bytes && id !== undefined) {
    world.profiles.updatePicture(keyOf(owner), { id, bytes });
    world.media.put(`/pictures/${id}`, bytes);
  } else {
    world.profiles.updatePicture(keyOf(owner), undefined);
  }
  notifyPictureChange(world, owner, author, id);
  return id;
};

export const keyOf = (owner: Pictured): string =>
  'group' in owner ? owner.group.jid : lidJid(owner.account);

const notifyPictureChange = (
  world: World,
  owner: Pictured,
  author: Account,
  id: string | undefined,
): void => {
  const stanza = (from: string, authorJid: string): BinaryNode =>
    node('notification', { from, type: 'picture', id: world.stanzaId(), t: seconds(world.now()) }, [
      node(id === undefined ? 'delete' : 'set', { jid: from, id, author: authorJid }),
    ]);
  if ('account' in owner) {
    return notifyInterestedDevices(world, owner.account, (jid) => stanza(jid, jid));
  }
  const { group } = owner;
  const notice = stanza(group.jid, jidOf(author, group.addressing));
  for (const lid of group.members.keys()) {
    const member = world.accounts.byLid(lid);
    if (member) deliverToCompanions(world, member, notice);
  }
};
