import { type BinaryNode, childOf, childrenOf } from '../stanza/node.js';
import type { World } from '../world/world.js';
import { broadcast } from './group-messages.js';
import type { AckAttributes, SendingDevice } from './route.js';

/** Delivers a status to the accounts that get the sender key in this message, and to the sender's other devices. */
export const routeStatus = (
  world: World,
  sender: SendingDevice,
  stanza: BinaryNode,
): AckAttributes => {
  const named = childrenOf(childOf(stanza, 'participants'), 'to').map(({ attrs }) => attrs.jid);
  const resend = stanza.attrs.participant;
  const audience = new Set([sender.account]);
  for (const jid of resend === undefined ? named : [resend]) {
    const account = world.accounts.byJid(jid);
    if (account) audience.add(account);
  }
  broadcast(world, sender, stanza, audience, 'pn');
  return {};
};
