import { type MessageStatusPayload } from '@starling/contract';
import {
  type MessageUserReceipt,
  proto,
  type toNumber,
  type WAMessage,
  type WAMessageKey,
} from '@whiskeysockets/baileys';
import { isOwn, type TranslationContext } from '../context.js';

const { Status } = proto.WebMessageInfo;

type StatusCode = proto.WebMessageInfo.Status | null | undefined;

/** What one receipt says of one message. */
export interface StatusFact {
  readonly key: WAMessageKey;
  readonly word: MessageStatusPayload['status'];
  readonly reader: 'self' | (string & {}) | null;
  readonly seconds: Parameters<typeof toNumber>[0];
}

/** Undefined for an edit, a star or a vote: those update a message too, but say nothing of its way. */
export function factOfUpdate(
  key: WAMessageKey,
  { status, messageTimestamp: seconds }: Partial<WAMessage>,
): StatusFact | undefined {
  const isFromMe = key.fromMe ?? false;
  const word = isFromMe ? wordOf(status) : selfWordOf(status);
  if (!word || !key.remoteJid) return undefined;
  const reader = isFromMe ? key.remoteJid : 'self';
  return { key, word, reader: word === 'server_error' ? null : reader, seconds };
}

export function factOfReceipt(
  key: WAMessageKey,
  { userJid, receiptTimestamp, readTimestamp, playedTimestamp }: MessageUserReceipt,
  context: TranslationContext,
): StatusFact | undefined {
  const [status, seconds] = playedTimestamp
    ? [Status.PLAYED, playedTimestamp]
    : readTimestamp
      ? [Status.READ, readTimestamp]
      : [receiptTimestamp ? Status.DELIVERY_ACK : undefined, receiptTimestamp];
  // Of what this user did on another device Baileys says that the message was ours.
  const isSelf = !key.fromMe || isOwn(userJid ?? '', context);
  const word = isSelf ? selfWordOf(status) : wordOf(status);
  if (!word) return undefined;
  return isSelf
    ? { key: { ...key, fromMe: false }, word, reader: 'self', seconds }
    : { key, word, reader: userJid || null, seconds };
}

/** Of a message of this number. */
function wordOf(status: StatusCode): StatusFact['word'] | undefined {
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

/** Of a message of somebody else, which another device of this user received. */
function selfWordOf(status: StatusCode): StatusFact['word'] | undefined {
  switch (status) {
    case Status.READ:
      return 'read_self';
    case Status.PLAYED:
      return 'played_self';
    default:
      return undefined;
  }
}
