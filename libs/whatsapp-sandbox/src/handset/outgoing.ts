import { getContentType, type proto } from '@whiskeysockets/baileys';
import type { Account, Addressing } from '../accounts/account.js';
import { jidOf, otherNameOf } from '../accounts/jids.js';
import { type BinaryNode, node, seconds } from '../stanza/node.js';
import { recipientNames } from '../traffic/direct-messages.js';
import type { Group } from '../world/group.js';
import type { World } from '../world/world.js';

/** A message that a phone sends, and its destination. */
export interface Outgoing {
  readonly id: string;
  readonly to: Account | Group | readonly Account[];
  readonly message: proto.IMessage;
  readonly addressing: Addressing;
  /** More attributes of the stanza, for example `edit`. */
  readonly attributes: Record<string, string>;
  readonly children: readonly BinaryNode[];
}

export const STATUS = 'status@broadcast';

/** The group of a message, or `status@broadcast`; undefined for a direct message. */
export const groupJidOf = ({ to }: Outgoing): string | undefined => {
  if ('lid' in to) return undefined;
  return 'jid' in to ? to.jid : STATUS;
};

/** The sender's own devices get a direct message with its destination, the others get the message alone. */
export const directContent = (
  sender: Account,
  { to, message, addressing }: Outgoing,
  reader: Account,
): proto.IMessage => {
  if (reader !== sender || !('lid' in to) || to === sender) return message;
  return {
    deviceSentMessage: { destinationJid: jidOf(to, addressing), message },
    messageContextInfo: message.messageContextInfo ?? null,
  };
};

export const directAttributes = (
  world: World,
  sender: Account,
  outgoing: Outgoing,
  reader: Account,
): Record<string, string> => {
  const { to, addressing } = outgoing;
  const isCopy = reader === sender && 'lid' in to && to !== sender;
  const otherName = addressing === 'lid' ? 'sender_pn' : 'sender_lid';
  const names = isCopy
    ? recipientNames(world, jidOf(to, addressing))
    : { [otherName]: otherNameOf(sender, addressing) };
  return attributesOf(world, sender, outgoing, { from: jidOf(sender, addressing), ...names });
};

/** The attributes of a message in a group or a status. */
export const sharedAttributes = (
  world: World,
  sender: Account,
  outgoing: Outgoing,
  group: string,
): Record<string, string> => {
  const { addressing } = outgoing;
  const otherName = addressing === 'lid' ? 'participant_pn' : 'participant_lid';
  return attributesOf(world, sender, outgoing, {
    from: group,
    participant: jidOf(sender, addressing),
    [otherName]: otherNameOf(sender, addressing),
    addressing_mode: addressing,
  });
};

const attributesOf = (
  world: World,
  sender: Account,
  { id, message, attributes }: Outgoing,
  names: Record<string, string | undefined>,
): Record<string, string> =>
  node('message', {
    id,
    type: typeOf(message),
    t: seconds(world.now()),
    notify: sender.name,
    ...names,
    ...attributes,
  }).attrs;

const TYPES: Readonly<Record<string, string>> = {
  conversation: 'text',
  extendedTextMessage: 'text',
  protocolMessage: 'text',
  reactionMessage: 'reaction',
  pollCreationMessage: 'poll',
  pollCreationMessageV3: 'poll',
  pollUpdateMessage: 'poll',
  eventMessage: 'event',
};

const typeOf = (message: proto.IMessage): string =>
  TYPES[getContentType(message) ?? 'conversation'] ?? 'media';
