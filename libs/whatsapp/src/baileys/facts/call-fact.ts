import { isGroupJid } from '@starling/domain';
import { type WACallEvent } from '@whiskeysockets/baileys';
import { type CallFact } from '../../port/facts.js';

const STATUSES: Partial<Record<WACallEvent['status'], CallFact['status']>> = {
  offer: 'offer',
  accept: 'accepted',
  reject: 'rejected',
  terminate: 'terminated',
  timeout: 'terminated',
  ringing: 'notification',
};

/** Undefined for a step of a call that the contract has no word for. */
export function callFactOf(call: WACallEvent): CallFact | undefined {
  const status = STATUSES[call.status];
  if (!status) return undefined;
  const groupJid = groupOf(call);
  return {
    callId: call.id,
    status,
    // Not every stanza of a call names the caller, or the time.
    from: call.from || call.chatId,
    fromPhone: call.callerPn,
    groupJid,
    isGroup: call.isGroup ?? groupJid !== null,
    isVideo: call.isVideo ?? false,
    at: Number.isNaN(call.date.getTime()) ? undefined : call.date,
    isTimeout: call.status === 'timeout',
    isAutoRejected: false,
  };
}

/** Only the offer names the group; later stanzas of the same call may still come from its address. */
const groupOf = ({ groupJid, chatId }: WACallEvent): string | null =>
  groupJid || (isGroupJid(chatId) ? chatId : null);
