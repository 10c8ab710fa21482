import { formatTimestamp } from '@starling/domain';
import { type WACallEvent } from '@whiskeysockets/baileys';
import { partyOf, type TranslationContext } from '../context.js';

const WORDS: Partial<Record<WACallEvent['status'], string>> = {
  offer: 'offer',
  accept: 'accepted',
  reject: 'rejected',
  terminate: 'terminated',
  timeout: 'terminated',
  ringing: 'notification',
};

/** Undefined for what the contract has no word for. `autoRejected`: it was our own settings that rejected it. */
export function callUpdate(call: WACallEvent, context: TranslationContext, autoRejected = false) {
  const status = WORDS[call.status];
  if (!status) return undefined;
  const from = partyOf(call.from, call.callerPn, context);
  const isGroup = call.isGroup ?? false;
  const chatJid = isGroup && call.groupJid ? call.groupJid : from.jid;
  return {
    callId: call.id,
    status,
    direction: 'incoming',
    timestamp: formatTimestamp(call.date),
    from,
    chat: { jid: chatJid, type: isGroup ? 'group' : 'private' },
    isVideo: call.isVideo ?? false,
    isGroup,
    groupJid: call.groupJid ?? null,
    reason: call.status === 'timeout' ? 'timeout' : null,
    autoRejected,
  };
}
