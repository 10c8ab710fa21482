import { formatTimestamp } from '@starling/domain';
import { type BaileysEventMap } from '@whiskeysockets/baileys';
import { addressesOf, type TranslationContext } from '../context.js';
import { chatTypeOf } from '../chat.js';

export function labelEdit(label: BaileysEventMap['labels.edit'], { at }: TranslationContext) {
  return {
    type: 'edit',
    labelId: String(label.id),
    action: label.deleted ? 'deleted' : 'updated',
    name: label.name,
    color: label.color,
    deleted: label.deleted,
    timestamp: formatTimestamp(at),
  };
}

export function labelAssociation(
  { association, type }: BaileysEventMap['labels.association'],
  context: TranslationContext,
) {
  const isOn = type === 'add';
  const { chatId } = association;
  const isMessage = 'messageId' in association;
  return {
    type: isMessage ? 'message' : 'chat',
    labelId: String(association.labelId),
    action: isOn ? 'add' : 'remove',
    chatJid:
      chatTypeOf(chatId) === 'private' ? addressesOf(chatId, undefined, context).jid : chatId,
    labeled: isOn,
    ...(isMessage && { messageId: association.messageId }),
    timestamp: formatTimestamp(context.at),
  };
}
