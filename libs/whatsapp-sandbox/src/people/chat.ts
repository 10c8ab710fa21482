import type { proto } from '@whiskeysockets/baileys';
import type { Account, Addressing } from '../accounts/account.js';
import { jidOf } from '../accounts/jids.js';
import type { ReceivedMessage } from '../handset/received.js';
import type { Group } from '../world/group.js';

/** The recipient of a message: a person or a group. */
export type Chat = { readonly account: Account } | { readonly group: Group };

export interface SendOptions {
  /** By LID or by number, in direct chats only; a group has an addressing of its own. */
  addressing?: Addressing;
  quoted?: ReceivedMessage;
  id?: string;
  attributes?: Record<string, string>;
}

export interface Sent {
  readonly id: string;
  readonly message: proto.IMessage;
}

type Addressed = Pick<SendOptions, 'addressing'>;

export const addressingIn = (chat: Chat, { addressing }: Addressed = {}): Addressing =>
  'group' in chat ? chat.group.addressing : (addressing ?? 'lid');

export const jidOfChat = (chat: Chat, options: Addressed = {}): string =>
  'group' in chat ? chat.group.jid : jidOf(chat.account, addressingIn(chat, options));

/** The key with which `sender` refers to a message of this chat: to react to it, edit it or delete it. */
export const messageKey = (
  sender: Account,
  chat: Chat,
  target: ReceivedMessage | Sent,
  options: Addressed = {},
): proto.IMessageKey => {
  const author = 'from' in target ? target.from : sender;
  const addressing = 'addressing' in target ? target.addressing : addressingIn(chat, options);
  return {
    id: target.id,
    remoteJid: jidOfChat(chat, { addressing }),
    fromMe: author === sender,
    ...('group' in chat && { participant: jidOf(author, addressing) }),
  };
};
