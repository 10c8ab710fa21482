import { type CallUpdatePayload } from '@starling/contract';
import { formatTimestamp } from '@starling/domain';
import { type CallFact } from '../port/facts.js';
import { partyOf, type TranslationContext } from './context.js';

export function callUpdate(call: CallFact, context: TranslationContext): CallUpdatePayload {
  const { groupJid } = call;
  const from = partyOf(call.from, call.fromPhone, context);
  return {
    callId: call.callId,
    status: call.status,
    direction: 'incoming',
    timestamp: formatTimestamp(call.at ?? context.at),
    from,
    chat: groupJid ? { jid: groupJid, type: 'group' } : { jid: from.jid, type: 'private' },
    isVideo: call.isVideo,
    isGroup: call.isGroup,
    groupJid,
    reason: call.isTimeout ? 'timeout' : null,
    autoRejected: call.isAutoRejected,
  };
}
