import { type WAMessage } from '@whiskeysockets/baileys';
import { type MessageFact } from '../../port/facts.js';
import { momentOf } from '../content/moment.js';
import { readMessage } from '../content/read-message.js';
import { receivedFile } from '../received-files/received-file.js';
import { groupNoteOf } from './group-note.js';

/** A message whose tag is known: the tag of every message that the API sent. */
export type TaggedMessage = WAMessage & { readonly source?: string };

/** Reads the content of a message: once for its row, its event and its reply. */
export function messageFactOf(message: TaggedMessage): MessageFact {
  return {
    key: message.key,
    pushName: message.pushName ?? '',
    sentAt: momentOf(message.messageTimestamp),
    source: message.source ?? '',
    reading: readMessage(message.message),
    groupNote: groupNoteOf(message),
    readFile: () => receivedFile(message),
  };
}
