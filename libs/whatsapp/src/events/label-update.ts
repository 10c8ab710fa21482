import { formatTimestamp, plainJid } from '@starling/domain';
import { type BaileysEventMap } from '@whiskeysockets/baileys';
import { addressesOf, type TranslationContext } from './context.js';
import { chatTypeOf } from './chat.js';

type Label = Partial<BaileysEventMap['labels.edit']>;

/** A label that is taken away comes without its name and colour. */
export function labelEdit(
  { id, name, color, deleted }: Label,
  { at }: Pick<TranslationContext, 'at'>,
) {
  const isDeleted = deleted ?? false;
  return {
    type: 'edit',
    labelId: String(id),
    action: isDeleted ? 'deleted' : 'updated',
    name: name ?? '',
    color: color ?? 0,
    deleted: isDeleted,
    timestamp: formatTimestamp(at),
  };
}

export function labelAssociation(
  { association, type }: BaileysEventMap['labels.association'],
  context: TranslationContext,
) {
  const isOn = type === 'add';
  const chat = plainJid(association.chatId);
  const isMessage = 'messageId' in association;
  return {
    type: isMessage ? 'message' : 'chat',
    labelId: String(association.labelId),
    action: isOn ? 'add' : 'remove',
    chatJid: chatTypeOf(chat) === 'private' ? addressesOf(chat, undefined, context).jid : chat,
    labeled: isOn,
    ...(isMessage && { messageId: association.messageId }),
    timestamp: formatTimestamp(context.at),
  };
}
