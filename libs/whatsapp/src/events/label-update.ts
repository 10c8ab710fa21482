import { type LabelUpdatePayload } from '@starling/contract';
import { formatTimestamp, plainJid } from '@starling/domain';
import { type LabelFact } from '../port/facts.js';
import { chatTypeOf } from './chat.js';
import { addressesOf, type TranslationContext } from './context.js';

export function labelUpdate(label: LabelFact, context: TranslationContext): LabelUpdatePayload {
  const timestamp = formatTimestamp(context.at);
  const { labelId } = label;
  if (label.type === 'edit') {
    const { name, color, isDeleted } = label;
    return isDeleted
      ? { type: 'edit', labelId, action: 'deleted', name, color, deleted: true, timestamp }
      : { type: 'edit', labelId, action: 'updated', name, color, deleted: false, timestamp };
  }
  const chat = plainJid(label.chatJid);
  const chatJid = chatTypeOf(chat) === 'private' ? addressesOf(chat, null, context).jid : chat;
  const change = label.isAdded
    ? ({ action: 'add', chatJid, labeled: true } as const)
    : ({ action: 'remove', chatJid, labeled: false } as const);
  const { messageId } = label;
  return messageId === undefined
    ? { type: 'chat', labelId, ...change, timestamp }
    : { type: 'message', labelId, ...change, messageId, timestamp };
}
