import type { Account } from '../accounts/account.js';
import { deliverTo } from '../delivery/deliver.js';
import type { Companion } from '../accounts/device.js';
import { addressingOf, jidOf, pnJid } from '../accounts/jids.js';
import type { BinaryNode } from '../stanza/node.js';
import type { World } from '../world/world.js';

/**
 * Notifies the account's own devices, and the devices that saved the account as a contact, queried its devices, or
 * subscribed to its presence. The notification comes from the JID that the device uses for the account.
 */
export const notifyInterestedDevices = (
  world: World,
  subject: Account,
  stanzaFrom: (jid: string) => BinaryNode,
): void => {
  for (const account of world.accounts.all()) {
    const saved = hasSaved(world, account, subject);
    for (const companion of account.companions.values()) {
      const used = account === subject || saved ? pnJid(subject) : nameUsedBy(companion, subject);
      if (used !== undefined) deliverTo(world, companion, stanzaFrom(used));
    }
  }
};

const nameUsedBy = (companion: Companion, subject: Account): string | undefined => {
  const names = companion.knownDevices.get(subject.lid);
  if (names) return jidOf(subject, names.has('pn') ? 'pn' : 'lid');
  const watched = companion.subscriptions.get(subject.lid);
  return watched === undefined ? undefined : jidOf(subject, addressingOf(watched));
};

const hasSaved = (world: World, account: Account, subject: Account): boolean => {
  if (account.companions.size === 0) return false;
  const { entries } = world.appStates.get(account, 'critical_unblock_low');
  return entries.has(JSON.stringify(['contact', pnJid(subject)]));
};
