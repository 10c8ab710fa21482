import { allChildren, type BinaryNode } from '../stanza/node.js';
import type { Account, Envelope } from '../accounts/account.js';
import { deliverTo } from './deliver.js';
import { parseJid } from '../accounts/jids.js';
import type { World } from '../world/world.js';

const NOT_FORWARDED = new Set(['participants', 'enc', 'tctoken']);

/** The children of a message that are not ciphertexts, like the identity of the device or the kind of a poll. */
export const metadataNodes = (stanza: BinaryNode): BinaryNode[] =>
  allChildren(stanza).filter(({ tag }) => !NOT_FORWARDED.has(tag));

/** Delivers a message to one device: a phone receives it at once, a client through its outbox. */
export const deliverToDevice = (
  world: World,
  target: Account,
  device: number,
  envelope: Envelope,
  stanza: BinaryNode,
): void => {
  if (device === 0) {
    target.phone.receive(envelope, stanza);
    return;
  }
  const companion = target.companions.get(device);
  if (companion) deliverTo(world, companion, stanza);
};

export interface DeviceTarget {
  account: Account;
  device: number;
  /** The JID with which the sender addressed it. */
  jid: string;
}

export const targetOf = (world: World, jid: string | undefined): DeviceTarget | undefined => {
  const account = world.accounts.byJid(jid);
  const address = parseJid(jid);
  if (jid === undefined || !account || !address) return undefined;
  return { account, device: address.device, jid };
};
