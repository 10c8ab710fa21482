import { node, seconds, type BinaryNode } from '../stanza/node.js';
import { bundleNodes, registrationNode } from '../signal/bundle-node.js';
import type { Account, Addressing, Envelope } from '../accounts/account.js';
import { deliverTo, deliverToCompanions } from '../delivery/deliver.js';
import { isGroupJid, isStatusJid, jidOf } from '../accounts/jids.js';
import type { PhoneContext } from './phone-context.js';
import type { ReceivedMessage } from './received.js';

const MAX_TRIES = 5;

/**
 * Sends receipts (delivered, read or played) to the senders of messages, after the phone's receipt delay. Messages of
 * one sender in one chat share a receipt.
 */
export const sendReceipts = (
  phone: PhoneContext,
  messages: readonly ReceivedMessage[],
  type?: 'read' | 'played',
): void => {
  const groups = new Map<string, ReceivedMessage[]>();
  for (const message of messages) {
    if (message.fromMe) continue;
    const key = `${message.from.lid} ${message.chat}`;
    groups.set(key, [...(groups.get(key) ?? []), message]);
  }
  for (const [first, ...rest] of groups.values()) {
    if (first === undefined) continue;
    const attributes = { id: first.id, type, ...addressAs(phone.account, first) };
    const more = rest.map(({ id }) => node('item', { id }));
    const content = more.length > 0 ? [node('list', {}, more)] : undefined;
    later(phone, () => {
      const t = seconds(phone.world.now());
      const receipt = node('receipt', { ...attributes, t }, content);
      first.from.phone.receiveReceipt(receipt, phone.account, 0);
      deliverToCompanions(phone.world, first.from, receipt);
    });
  }
};

/** Marks messages as read on the linked devices after the owner has read them on the phone. */
export const markReadOnOwnDevices = (
  phone: PhoneContext,
  messages: readonly ReceivedMessage[],
): void => {
  for (const { id, chat, from, addressing, fromMe } of messages) {
    if (fromMe) continue;
    const own = jidOf(phone.account, addressing);
    const place = isGroupJid(chat)
      ? { from: chat, participant: own, recipient: jidOf(from, addressing) }
      : { from: own, recipient: chat };
    later(phone, () => {
      const t = seconds(phone.world.now());
      const receipt = node('receipt', { id, type: 'read-self', t, ...place });
      deliverToCompanions(phone.world, phone.account, receipt);
    });
  }
};

/**
 * Asks the sender to encrypt an undecryptable message again; from the second try on with the phone's keys for a new
 * session.
 */
export const requestRetry = (phone: PhoneContext, envelope: Envelope, tries: number): void => {
  const { id, sender, senderDevice, timestamp } = envelope;
  const companion = sender.companions.get(senderDevice);
  if (companion === undefined || tries > MAX_TRIES) return;
  const retry = node('retry', { count: tries, id, t: timestamp, v: 1 });
  const keys = phone.endpoint.keys.bundle(true);
  const content: BinaryNode[] = [retry, registrationNode(keys.registrationId)];
  if (tries > 1) content.push(node('keys', {}, bundleNodes(keys)));
  const chat = envelope.group ?? jidOf(sender, envelope.addressing);
  const names = addressAs(phone.account, { chat, addressing: envelope.addressing });
  deliverTo(
    phone.world,
    companion,
    node(
      'receipt',
      {
        id,
        type: 'retry',
        t: seconds(phone.world.now()),
        recipient: envelope.destination,
        ...names,
      },
      content,
    ),
  );
};

const addressAs = (
  account: Account,
  { chat, addressing }: { chat: string; addressing: Addressing },
): Record<string, string> => {
  const name = jidOf(account, addressing);
  return isGroupJid(chat) || isStatusJid(chat) ? { from: chat, participant: name } : { from: name };
};

const later = (phone: PhoneContext, job: () => void): void => {
  const { receiptDelayMs } = phone.world.options;
  if (receiptDelayMs === 0) job();
  else setTimeout(job, receiptDelayMs).unref();
};
