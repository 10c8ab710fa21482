import type { Client } from '../connection/client.js';
import { ack } from '../stanza/answers.js';
import {
  type BinaryNode,
  allChildren,
  childOf,
  childrenOf,
  node,
  seconds,
} from '../stanza/node.js';
import type { Account } from '../accounts/account.js';
import { deliverTo, deliverToCompanions } from '../delivery/deliver.js';
import { addressingOf, isGroupJid, isStatusJid, jidOf, parseJid } from '../accounts/jids.js';
import type { World } from '../world/world.js';

/** Receipts between an account's own devices; they are not forwarded to other accounts. */
const OWN_TYPES = new Set(['sender', 'peer_msg', 'hist_sync', 'read-self', 'played-self']);

/** A receipt acknowledges the message for this device; it is forwarded to the sender of the message. */
export const onReceipt = (client: Client, stanza: BinaryNode): void => {
  const { account, companion, world } = client;
  if (!account || !companion) return;
  const { id, type } = stanza.attrs;
  world.statistics.receiptsFromClients++;
  companion.outbox.acknowledge({ class: 'message', id: id ?? '' });
  client.send(ack(stanza, { t: seconds(world.now()) }));
  if (type === 'hist_sync' && !companion.historyReceived) {
    companion.historyReceived = true;
    world.accounts.saveCompanion(account, companion);
  }
  if (type === 'retry') world.statistics.retriesAsked++;
  if (OWN_TYPES.has(type ?? '')) return;
  if (type === 'server-error') return account.phone.receiveReceipt(stanza, account, companion.id);
  forward(world, account, companion.id, stanza);
};

const forward = (world: World, from: Account, fromDevice: number, stanza: BinaryNode): void => {
  const { to, participant, id, type } = stanza.attrs;
  if (to === undefined) return;
  const isShared = isGroupJid(to) || isStatusJid(to);
  const authorJid = isShared ? participant : to;
  const author = world.accounts.byJid(authorJid);
  if (author === undefined) return;
  const name = jidOf(from, addressingOf(authorJid ?? ''), fromDevice);
  const receipt = node(
    'receipt',
    {
      ...(isShared ? { from: to, participant: name } : { from: name }),
      id,
      type: type === 'inactive' ? undefined : type,
      t: stanza.attrs.t ?? seconds(world.now()),
    },
    contentOf(stanza),
  );
  if (type === 'retry') {
    // A retry goes to the device that encrypted the message: no other can encrypt it again.
    const device = parseJid(authorJid)?.device ?? 0;
    const companion = author.companions.get(device);
    if (companion) deliverTo(world, companion, receipt);
    else author.phone.receiveReceipt(receipt, from, fromDevice);
    return;
  }
  author.phone.receiveReceipt(receipt, from, fromDevice);
  deliverToCompanions(world, author, receipt);
};

const contentOf = (stanza: BinaryNode): BinaryNode[] | undefined => {
  const children = allChildren(stanza);
  return children.length > 0 ? children : undefined;
};

/** The ids of all messages of a receipt. */
export const idsOf = (receipt: BinaryNode): string[] => [
  receipt.attrs.id ?? '',
  ...childrenOf(childOf(receipt, 'list'), 'item').map(({ attrs }) => attrs.id ?? ''),
];
