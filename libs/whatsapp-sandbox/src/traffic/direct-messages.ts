import { type BinaryNode, childOf, childrenOf, node, seconds } from '../stanza/node.js';
import type { Envelope } from '../accounts/account.js';
import { addressingOf, jidOf, otherNameOf } from '../accounts/jids.js';
import type { World } from '../world/world.js';
import {
  metadataNodes,
  type DeviceTarget,
  deliverToDevice,
  targetOf,
} from '../delivery/forwarding.js';
import type { AckAttributes, SendingDevice } from './route.js';

const MALFORMED = 479;

/**
 * A direct message has one ciphertext per device, also for the sender's other devices. A repeated message or a
 * message to oneself is for a single device and has its ciphertext as a direct child.
 */
export const routeDirect = (
  world: World,
  sender: SendingDevice,
  stanza: BinaryNode,
): AckAttributes => {
  const addressed = childrenOf(childOf(stanza, 'participants'), 'to');
  const copies =
    addressed.length > 0
      ? addressed.map((to) => ({ jid: to.attrs.jid, ciphertexts: childrenOf(to, 'enc') }))
      : [{ jid: stanza.attrs.to, ciphertexts: childrenOf(stanza, 'enc') }];
  if (world.accounts.byJid(stanza.attrs.to) === undefined) return { error: MALFORMED };
  for (const { jid, ciphertexts } of copies) {
    const target = targetOf(world, jid);
    if (target && !target.account.blocked.has(sender.account.lid)) {
      forward(world, sender, stanza, target, ciphertexts);
    }
  }
  return {};
};

const forward = (
  world: World,
  { account, companion }: SendingDevice,
  stanza: BinaryNode,
  target: DeviceTarget,
  ciphertexts: readonly BinaryNode[],
): void => {
  const addressing = addressingOf(target.jid);
  const isOwn = target.account === account;
  const isPeer = stanza.attrs.category === 'peer';
  const destination = stanza.attrs.recipient ?? stanza.attrs.to;
  const envelope: Envelope = {
    id: stanza.attrs.id ?? '',
    sender: account,
    senderDevice: companion.id,
    group: undefined,
    destination: isOwn && !isPeer ? destination : undefined,
    addressing,
    timestamp: seconds(world.now()),
  };
  const otherName = isOwn && !isPeer ? recipientNames(world, destination) : senderNames(envelope);
  const forwarded = node(
    'message',
    {
      from: jidOf(account, addressing, companion.id),
      id: envelope.id,
      type: stanza.attrs.type,
      t: envelope.timestamp,
      notify: account.name,
      edit: stanza.attrs.edit,
      category: stanza.attrs.category,
      ...otherName,
    },
    [...ciphertexts, ...metadataNodes(stanza)],
  );
  deliverToDevice(world, target.account, target.device, envelope, forwarded);
};

const senderNames = ({ sender, addressing }: Envelope): Record<string, string> => ({
  [addressing === 'lid' ? 'sender_pn' : 'sender_lid']: otherNameOf(sender, addressing),
});

/** The attributes with both JIDs of the recipient, in a copy for the sender's other devices. */
export const recipientNames = (
  world: World,
  destination: string | undefined,
): Record<string, string | undefined> => {
  const recipient = world.accounts.byJid(destination);
  if (recipient === undefined) return {};
  const addressing = addressingOf(destination ?? '');
  return {
    recipient: jidOf(recipient, addressing),
    [addressing === 'lid' ? 'peer_recipient_pn' : 'peer_recipient_lid']: otherNameOf(
      recipient,
      addressing,
    ),
  };
};
