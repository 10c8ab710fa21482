import { type WAMessage } from '@whiskeysockets/baileys';
import { type MessageFact } from '../../port/facts.js';
import { type MessageReading } from '../../port/message.js';
import { momentOf } from '../content/moment.js';
import { readMessage } from '../content/read-message.js';
import { receivedFile } from '../received-files/received-file.js';
import { groupNoteOf } from './group-note.js';

/** A message whose tag is known: the tag of every message that the API sent. */
export type TaggedMessage = WAMessage & { readonly source?: string };

/** `reading` is passed where the content was read already. */
export function messageFactOf(
  message: TaggedMessage,
  reading: MessageReading | undefined = readMessage(message.message),
): MessageFact {
  return {
    key: message.key,
    pushName: message.pushName ?? '',
    sentAt: momentOf(message.messageTimestamp),
    source: message.source ?? '',
    reading,
    groupNote: groupNoteOf(message),
    readFile: () => receivedFile(message),
  };
}
