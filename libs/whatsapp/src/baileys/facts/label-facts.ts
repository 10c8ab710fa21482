import { type BaileysEventMap } from '@whiskeysockets/baileys';
import { type LabelFact } from '../../port/facts.js';

/** A label that is taken away comes without its name and colour. */
export const labelEditFact = (label: Partial<BaileysEventMap['labels.edit']>): LabelFact => ({
  type: 'edit',
  labelId: String(label.id),
  name: label.name ?? '',
  color: label.color ?? 0,
  isDeleted: label.deleted ?? false,
});

export const labelAssociationFact = ({
  association,
  type,
}: BaileysEventMap['labels.association']): LabelFact => ({
  type: 'association',
  labelId: String(association.labelId),
  chatJid: association.chatId,
  messageId: 'messageId' in association ? association.messageId : undefined,
  isAdded: type === 'add',
});
