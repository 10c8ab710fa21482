import type { Client } from '../connection/client.js';
import { type BinaryNode, node } from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import { sendToConnected } from '../delivery/deliver.js';
import { addressingOf, isGroupJid, jidOf } from '../accounts/jids.js';
import type { World } from '../world/world.js';

export const onPresence = (client: Client, stanza: BinaryNode): void => {
  const { account, companion, world } = client;
  if (!account || !companion) return;
  const { type, to, name } = stanza.attrs;
  // Baileys sends `~` while it does not know the name of its account.
  if (name !== undefined && name !== '' && name !== '~' && name !== account.name) {
    account.name = name;
    world.accounts.save(account);
  }
  if (type === 'subscribe') {
    const subject = world.accounts.byJid(to);
    if (subject === undefined || to === undefined) return;
    companion.subscriptions.set(subject.lid, to);
    client.send(presenceOf(subject, to));
    return;
  }
  if (type !== 'available' && type !== 'unavailable') return;
  companion.available = type === 'available';
  publishPresence(world, account);
};

/** Sends the presence of an account to the devices that subscribed to it. */
export const publishPresence = (world: World, subject: Account): void => {
  for (const { companions } of world.accounts.all()) {
    for (const { subscriptions, connection } of companions.values()) {
      const askedAs = subscriptions.get(subject.lid);
      if (askedAs !== undefined) connection?.send(presenceOf(subject, askedAs));
    }
  }
};

/** Forwards a typing state to a direct chat or a group. */
export const onChatState = (client: Client, stanza: BinaryNode): void => {
  const { account, world } = client;
  const { to } = stanza.attrs;
  if (!account || to === undefined) return;
  if (isGroupJid(to)) {
    const group = world.groups.get(to);
    for (const lid of group?.members.keys() ?? []) {
      const member = world.accounts.byLid(lid);
      const attrs = { from: to, participant: jidOf(account, group?.addressing ?? 'lid') };
      if (member && member !== account) forwardPresence(member, account, { ...stanza, attrs });
    }
    return;
  }
  const target = world.accounts.byJid(to);
  const attrs = { from: jidOf(account, addressingOf(to)) };
  if (target) forwardPresence(target, account, { ...stanza, attrs });
};

const presenceOf = (subject: Account, askedAs: string): BinaryNode =>
  node('presence', {
    from: jidOf(subject, addressingOf(askedAs)),
    type: isOnline(subject) ? undefined : 'unavailable',
    last: isOnline(subject) ? undefined : 'deny',
  });

const isOnline = (account: Account): boolean =>
  account.online || [...account.companions.values()].some(({ available }) => available);

const forwardPresence = (target: Account, from: Account, stanza: BinaryNode): void => {
  target.phone.receivePresence(stanza, from);
  sendToConnected(target, stanza);
};
