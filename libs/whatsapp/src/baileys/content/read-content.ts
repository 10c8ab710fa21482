import { readAnswers } from './read-answers.js';
import { readCalendar } from './read-calendar.js';
import { readChanges } from './read-changes.js';
import { readContacts } from './read-contacts.js';
import { readMedia } from './read-media.js';
import { readMenus } from './read-menus.js';
import { readPlace } from './read-place.js';
import { readPoll } from './read-poll.js';
import { type Content, type RawReading } from './reading.js';
import { unwrap } from './unwrap.js';

const READERS = [
  readText,
  readMedia,
  readPlace,
  readContacts,
  readPoll,
  readCalendar,
  readAnswers,
  readMenus,
  readChanges,
];

/** Content that is not reported: keys, marks of the protocol, and answers that need a stored secret. */
const SILENT: ReadonlySet<string> = new Set([
  'senderKeyDistributionMessage',
  'fastRatchetKeySenderKeyDistributionMessage',
  'messageContextInfo',
  'protocolMessage',
  'pollUpdateMessage',
  'encEventResponseMessage',
  'encReactionMessage',
  'encCommentMessage',
  'secretEncryptedMessage',
  'keepInChatMessage',
  'pinInChatMessage',
  'stickerSyncRmrMessage',
  'messageHistoryBundle',
  'messageHistoryNotice',
  'placeholderMessage',
  // A ringing group: it is reported as a call.
  'call',
  // Announces files that follow, each in a message of its own.
  'albumMessage',
]);

/** Undefined for content that is not reported. Votes and event answers are read in `secret-answers.ts`. */
export function readContent(message: Content | null | undefined): RawReading | undefined {
  const content = unwrap(message);
  if (!content) return undefined;
  for (const read of READERS) {
    const reading = read(content, readContent);
    if (reading) return reading;
  }
  const speaks = Object.entries(content).some(([key, value]) => value && !SILENT.has(key));
  return speaks ? { type: 'unknown', content: '' } : undefined;
}

function readText({ conversation, extendedTextMessage }: Content): RawReading | undefined {
  if (extendedTextMessage) {
    const { text, contextInfo } = extendedTextMessage;
    return { type: 'text', content: text ?? '', contextInfo };
  }
  return conversation ? { type: 'text', content: conversation } : undefined;
}
