import {
  type BaileysEventMap,
  type MessageUserReceipt,
  proto,
  type WAMessage,
} from '@whiskeysockets/baileys';
import { plainJid } from '@starling/domain';
import { type StatusFact } from '../../port/facts.js';
import { type MessageKey } from '../../port/message.js';
import { momentOf } from '../content/moment.js';

const { Status } = proto.WebMessageInfo;

type StatusCode = proto.WebMessageInfo.Status | null | undefined;
/** Tells whether an address is one of this number's own. */
type IsOwn = (jid: string) => boolean;

export const ownAddresses = (own: { readonly jid: string; readonly lid: string | null }): IsOwn => {
  const addresses = [own.jid, own.lid];
  return (jid) => jid !== '' && addresses.includes(plainJid(jid));
};

/** Receipts of private chats, and messages that WhatsApp refused after they had been sent. */
export const factsOfUpdates = (updates: BaileysEventMap['messages.update']): StatusFact[] =>
  updates.flatMap(({ key, update }) => factOfUpdate(key, update) ?? []);

/** Receipts in groups and of stories: one for each member. */
export const factsOfReceipts = (
  receipts: BaileysEventMap['message-receipt.update'],
  isOwn: IsOwn,
): StatusFact[] => receipts.flatMap(({ key, receipt }) => factOfReceipt(key, receipt, isOwn) ?? []);

/** Undefined for an edit, a star or a vote: those update a message too, but say nothing of its delivery. */
function factOfUpdate(
  key: MessageKey,
  { status, messageTimestamp }: Partial<WAMessage>,
): StatusFact | undefined {
  const isFromMe = key.fromMe ?? false;
  const word = isFromMe ? wordOf(status) : selfWordOf(status);
  if (!word || !key.remoteJid) return undefined;
  const reader = isFromMe ? key.remoteJid : 'self';
  const at = momentOf(messageTimestamp);
  return { key, status: word, reader: word === 'server_error' ? null : reader, at };
}

function factOfReceipt(
  key: MessageKey,
  { userJid, receiptTimestamp, readTimestamp, playedTimestamp }: MessageUserReceipt,
  isOwn: IsOwn,
): StatusFact | undefined {
  const [status, seconds] = playedTimestamp
    ? [Status.PLAYED, playedTimestamp]
    : readTimestamp
      ? [Status.READ, readTimestamp]
      : [receiptTimestamp ? Status.DELIVERY_ACK : undefined, receiptTimestamp];
  // Baileys says of a message that this user read on another device that the message was ours.
  const isSelf = !key.fromMe || isOwn(userJid ?? '');
  const word = isSelf ? selfWordOf(status) : wordOf(status);
  if (!word) return undefined;
  const at = momentOf(seconds);
  return isSelf
    ? { key: { ...key, fromMe: false }, status: word, reader: 'self', at }
    : { key, status: word, reader: userJid || null, at };
}

/** For a message of this number. */
function wordOf(status: StatusCode): StatusFact['status'] | undefined {
  switch (status) {
    case Status.ERROR:
      return 'server_error';
    case Status.DELIVERY_ACK:
      return 'delivered';
    case Status.READ:
      return 'read';
    case Status.PLAYED:
      return 'played';
    default:
      return undefined;
  }
}

/** For a message of another person, which another device of this user received. */
function selfWordOf(status: StatusCode): StatusFact['status'] | undefined {
  switch (status) {
    case Status.READ:
      return 'read_self';
    case Status.PLAYED:
      return 'played_self';
    default:
      return undefined;
  }
}
