import { type MessageStatusPayload } from '@starling/contract';
import { formatTimestamp, plainJid } from '@starling/domain';
import { type BaileysEventMap, type WAMessageKey } from '@whiskeysockets/baileys';
import { chatTypeOf, communityMark } from '../chat.js';
import { addressesOf, isOwn, type TranslationContext } from '../context.js';
import { momentOf } from '../../baileys/content/moment.js';
import { factOfReceipt, factOfUpdate, type StatusFact } from './status-fact.js';

type Map = BaileysEventMap;

/** Receipts of private chats, and messages that WhatsApp refused after the hand-over. */
export const statusesOfUpdates = (
  updates: Map['messages.update'],
  context: TranslationContext,
): MessageStatusPayload[] =>
  grouped(
    updates.flatMap(({ key, update }) => factOfUpdate(key, update) ?? []),
    context,
  );

/** Receipts in groups and of stories: one event for each member. */
export const statusesOfReceipts = (
  receipts: Map['message-receipt.update'],
  context: TranslationContext,
): MessageStatusPayload[] =>
  grouped(
    receipts.flatMap(({ key, receipt }) => factOfReceipt(key, receipt, context) ?? []),
    context,
  );

/** One receipt may cover several messages of one chat. */
function grouped(
  facts: readonly StatusFact[],
  context: TranslationContext,
): MessageStatusPayload[] {
  const groups = new Map<string, [StatusFact, ...StatusFact[]]>();
  for (const fact of facts) {
    const { key, word, reader, seconds } = fact;
    const id = [key.remoteJid, key.participant, key.fromMe, word, reader, String(seconds)].join();
    const group = groups.get(id);
    if (group) group.push(fact);
    else groups.set(id, [fact]);
  }
  return [...groups.values()].map((group) => payload(group, context));
}

function payload(
  group: readonly [StatusFact, ...StatusFact[]],
  context: TranslationContext,
): MessageStatusPayload {
  const [{ key, word, reader, seconds }] = group;
  const remote = plainJid(key.remoteJid ?? '');
  const type = chatTypeOf(remote);
  const jid = type === 'private' ? addressesOf(remote, key.remoteJidAlt, context).jid : remote;
  const author = type === 'group' ? authorOf(key, context) : undefined;
  return {
    timestamp: momentOf(seconds) ?? formatTimestamp(context.at),
    status: word,
    messageIds: group.map((fact) => fact.key.id ?? ''),
    chat: { jid, type, ...communityMark(remote, context) },
    recipient: recipientOf(reader, key, context),
    isFromMe: key.fromMe ?? false,
    ...(author && { messageSender: author }),
  };
}

function recipientOf(
  reader: StatusFact['reader'],
  key: WAMessageKey,
  context: TranslationContext,
): string | null {
  if (!reader) return null;
  if (reader === 'self') return context.own.jid;
  const other = reader === key.remoteJid ? key.remoteJidAlt : undefined;
  return addressesOf(reader, other, context).jid;
}

/** Undefined when this user read it elsewhere: Baileys names the reader where the author should be. */
function authorOf(
  { fromMe, participant, participantAlt }: WAMessageKey,
  context: TranslationContext,
): string | undefined {
  if (fromMe) return context.own.jid;
  if (!participant || isOwn(participant, context)) return undefined;
  return addressesOf(participant, participantAlt, context).jid;
}
