import { type CallUpdatePayload } from '@starling/contract';
import { formatTimestamp } from '@starling/domain';
import { isJidGroup, type WACallEvent } from '@whiskeysockets/baileys';
import { partyOf, type TranslationContext } from './context.js';

const WORDS: Partial<Record<WACallEvent['status'], CallUpdatePayload['status']>> = {
  offer: 'offer',
  accept: 'accepted',
  reject: 'rejected',
  terminate: 'terminated',
  timeout: 'terminated',
  ringing: 'notification',
};

/** Undefined for what the contract has no word for. `autoRejected`: it was our own settings that rejected it. */
export function callUpdate(
  call: WACallEvent,
  context: TranslationContext,
  autoRejected = false,
): CallUpdatePayload | undefined {
  const status = WORDS[call.status];
  if (!status) return undefined;
  // Not every stanza of a call names who rang, nor the time.
  const from = partyOf(call.from || call.chatId, call.callerPn, context);
  const groupJid = groupOf(call);
  const isDated = !Number.isNaN(call.date.getTime());
  return {
    callId: call.id,
    status,
    direction: 'incoming',
    timestamp: formatTimestamp(isDated ? call.date : context.at),
    from,
    chat: groupJid ? { jid: groupJid, type: 'group' } : { jid: from.jid, type: 'private' },
    isVideo: call.isVideo ?? false,
    isGroup: call.isGroup ?? groupJid !== null,
    groupJid,
    reason: call.status === 'timeout' ? 'timeout' : null,
    autoRejected,
  };
}

/** Only the offer names the group; what follows may still come from there. */
const groupOf = ({ groupJid, chatId }: WACallEvent): string | null =>
  groupJid || (isJidGroup(chatId) ? chatId : null);
