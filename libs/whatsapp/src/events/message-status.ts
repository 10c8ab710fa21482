import { type MessageStatusPayload } from '@starling/contract';
import { formatTimestamp, plainJid } from '@starling/domain';
import { type StatusFact } from '../port/facts.js';
import { type MessageKey } from '../port/message.js';
import { chatTypeOf, communityMark } from './chat.js';
import { addressesOf, isOwn, type TranslationContext } from './context.js';

type Group = readonly [StatusFact, ...StatusFact[]];

/** One receipt may cover several messages of one chat: they become one event. */
export function messageStatuses(
  facts: readonly StatusFact[],
  context: TranslationContext,
): MessageStatusPayload[] {
  const groups = new Map<string, [StatusFact, ...StatusFact[]]>();
  for (const fact of facts) {
    const { key, status, reader, at } = fact;
    const id = [key.remoteJid, key.participant, key.fromMe, status, reader, at].join();
    const group = groups.get(id);
    if (group) group.push(fact);
    else groups.set(id, [fact]);
  }
  return [...groups.values()].map((group) => payload(group, context));
}

function payload(group: Group, context: TranslationContext): MessageStatusPayload {
  const [{ key, status, reader, at }] = group;
  const remote = plainJid(key.remoteJid ?? '');
  const type = chatTypeOf(remote);
  const jid = type === 'private' ? addressesOf(remote, key.remoteJidAlt, context).jid : remote;
  const author = type === 'group' ? authorOf(key, context) : undefined;
  return {
    timestamp: at ?? formatTimestamp(context.at),
    status,
    messageIds: group.map((fact) => fact.key.id ?? ''),
    chat: { jid, type, ...communityMark(remote, context) },
    recipient: recipientOf(reader, key, context),
    isFromMe: key.fromMe ?? false,
    ...(author && { messageSender: author }),
  };
}

function recipientOf(
  reader: StatusFact['reader'],
  key: MessageKey,
  context: TranslationContext,
): string | null {
  if (!reader) return null;
  if (reader === 'self') return context.own.jid;
  const other = reader === key.remoteJid ? key.remoteJidAlt : undefined;
  return addressesOf(reader, other, context).jid;
}

/** Undefined when this user read the message elsewhere and WhatsApp did not name its author. */
function authorOf(
  { fromMe, participant, participantAlt }: MessageKey,
  context: TranslationContext,
): string | undefined {
  if (fromMe) return context.own.jid;
  if (!participant || isOwn(participant, context)) return undefined;
  return addressesOf(participant, participantAlt, context).jid;
}
