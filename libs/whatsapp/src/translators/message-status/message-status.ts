import { formatTimestamp, plainJid } from '@starling/domain';
import { type BaileysEventMap, proto, type WAMessageKey } from '@whiskeysockets/baileys';
import { chatTypeOf, communityMark } from '../chat.js';
import { addressesOf, type TranslationContext } from '../context.js';

type Updates = BaileysEventMap['messages.update'];
type Receipts = BaileysEventMap['message-receipt.update'];

const { Status } = proto.WebMessageInfo;

export type StatusWord =
  'delivered' | 'read' | 'played' | 'read_self' | 'played_self' | 'server_error';

interface StatusFact {
  readonly key: WAMessageKey;
  readonly status: StatusWord;
  readonly reader: string | null;
}

/** Receipts of private chats, and messages that WhatsApp refused after the hand-over. */
export function statusesOfUpdates(updates: Updates, context: TranslationContext) {
  const facts = updates.flatMap(({ key, update }): StatusFact[] => {
    const status = wordOf(update.status, key.fromMe ?? false);
    const reader = key.fromMe && status !== 'server_error' ? (key.remoteJid ?? null) : null;
    return status ? [{ key, status, reader }] : [];
  });
  return grouped(facts, context);
}

/** Receipts in groups and of stories: one event for each member. */
export function statusesOfReceipts(receipts: Receipts, context: TranslationContext) {
  const facts = receipts.flatMap(({ key, receipt }): StatusFact[] => {
    const word = receipt.playedTimestamp
      ? Status.PLAYED
      : receipt.readTimestamp
        ? Status.READ
        : receipt.receiptTimestamp
          ? Status.DELIVERY_ACK
          : undefined;
    const status = wordOf(word, key.fromMe ?? false);
    return status ? [{ key, status, reader: receipt.userJid ?? null }] : [];
  });
  return grouped(facts, context);
}

function wordOf(status: number | null | undefined, isFromMe: boolean): StatusWord | undefined {
  switch (status) {
    case Status.ERROR:
      return 'server_error';
    case Status.DELIVERY_ACK:
      return isFromMe ? 'delivered' : undefined;
    case Status.READ:
      return isFromMe ? 'read' : 'read_self';
    case Status.PLAYED:
      return isFromMe ? 'played' : 'played_self';
    default:
      return undefined;
  }
}

/** One receipt may cover several messages of one chat. */
function grouped(facts: readonly StatusFact[], context: TranslationContext) {
  const groups = new Map<string, StatusFact[]>();
  for (const fact of facts) {
    const { key, status, reader } = fact;
    const group = [key.remoteJid, key.participant, status, reader, key.fromMe].join('|');
    groups.set(group, [...(groups.get(group) ?? []), fact]);
  }
  return [...groups.values()].map((group) => payload(group as [StatusFact], context));
}

function payload(group: readonly [StatusFact, ...StatusFact[]], context: TranslationContext) {
  const [{ key, status, reader }] = group;
  const remote = plainJid(key.remoteJid ?? '');
  const type = chatTypeOf(remote);
  const jid = type === 'private' ? addressesOf(remote, key.remoteJidAlt, context).jid : remote;
  return {
    timestamp: formatTimestamp(context.at),
    status,
    messageIds: group.map(({ key: { id } }) => id ?? ''),
    chat: { jid, type, ...communityMark(remote, context) },
    recipient: recipientOf(reader, key, context),
    isFromMe: key.fromMe ?? false,
    ...(type === 'group' && { messageSender: authorOf(key, context) }),
  };
}

function recipientOf(reader: string | null, key: WAMessageKey, context: TranslationContext) {
  if (!reader) return null;
  const other = reader === key.remoteJid ? key.remoteJidAlt : undefined;
  return addressesOf(reader, other, context).jid;
}

function authorOf(
  { fromMe, participant, participantAlt }: WAMessageKey,
  context: TranslationContext,
) {
  if (fromMe || !participant) return context.own.jid;
  return addressesOf(participant, participantAlt, context).jid;
}
