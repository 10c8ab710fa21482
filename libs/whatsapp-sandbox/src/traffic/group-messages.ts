import { isAdmin } from '../world/group.js';
import { type BinaryNode, childOf, childrenOf, node, seconds } from '../stanza/node.js';
import type { Account, Addressing, Envelope } from '../accounts/account.js';
import { jidOf, otherNameOf, parseJid } from '../accounts/jids.js';
import type { World } from '../world/world.js';
import { metadataNodes, deliverToDevice } from '../delivery/forwarding.js';
import type { AckAttributes, SendingDevice } from './route.js';

const NOT_ALLOWED = 403;
const NO_SUCH_GROUP = 404;

/** A group message has one ciphertext for all, and the sender key for every device that does not have it yet. */
export const routeGroup = (
  world: World,
  sender: SendingDevice,
  stanza: BinaryNode,
): AckAttributes => {
  const group = world.groups.get(stanza.attrs.to);
  if (group === undefined) return { error: NO_SUCH_GROUP };
  const { lid } = sender.account;
  if (!group.members.has(lid)) return { error: NOT_ALLOWED };
  if (group.announce && !isAdmin(group, lid)) return { error: NOT_ALLOWED };
  const members = [...group.members.keys()].flatMap((member) => world.accounts.byLid(member) ?? []);
  broadcast(world, sender, stanza, members, group.addressing);
  return { addressing_mode: group.addressing };
};

/** Delivers to every device of the audience except the sending one. A repeated message is for one device only. */
export const broadcast = (
  world: World,
  { account, companion }: SendingDevice,
  stanza: BinaryNode,
  audience: Iterable<Account>,
  groupAddressing: Addressing,
): void => {
  const addressing = (stanza.attrs.addressing_mode as Addressing | undefined) ?? groupAddressing;
  const envelope: Envelope = {
    id: stanza.attrs.id ?? '',
    sender: account,
    senderDevice: companion.id,
    group: stanza.attrs.to,
    destination: undefined,
    addressing,
    timestamp: seconds(world.now()),
  };
  const attributes = {
    from: stanza.attrs.to,
    participant: jidOf(account, addressing, companion.id),
    [addressing === 'lid' ? 'participant_pn' : 'participant_lid']: otherNameOf(account, addressing),
    addressing_mode: addressing,
    id: envelope.id,
    type: stanza.attrs.type,
    t: envelope.timestamp,
    notify: account.name,
    edit: stanza.attrs.edit,
  };
  const keys = keysByDevice(world, stanza);
  const common = [...childrenOf(stanza, 'enc'), ...metadataNodes(stanza)];
  const only = stanza.attrs.participant && deviceKey(world, stanza.attrs.participant);
  for (const member of audience) {
    for (const device of [0, ...member.companions.keys()]) {
      if (member === account && device === companion.id) continue;
      const key = `${member.lid}/${device}`;
      if (only && only !== key) continue;
      const content = [...(keys.get(key) ?? []), ...common];
      deliverToDevice(world, member, device, envelope, node('message', attributes, content));
    }
  }
};

const keysByDevice = (world: World, stanza: BinaryNode): Map<string, BinaryNode[]> =>
  new Map(
    childrenOf(childOf(stanza, 'participants'), 'to').flatMap((to) => {
      const key = deviceKey(world, to.attrs.jid);
      return key === undefined ? [] : [[key, childrenOf(to, 'enc')] as const];
    }),
  );

const deviceKey = (world: World, jid: string | undefined): string | undefined => {
  const account = world.accounts.byJid(jid);
  return account && `${account.lid}/${parseJid(jid)?.device ?? 0}`;
};
