import { type WAMessage } from '@whiskeysockets/baileys';
import { readContent } from './read-content.js';
import { askedBy } from './secret-answers.js';
import { unwrap } from './unwrap.js';

export interface MessageDescription {
  readonly type: string;
  readonly content: string;
  readonly mediaType: string | null;
  readonly quotedMessageId: string | null;
  readonly isForwarded: boolean;
}

/** For the message store, in the words of the events. Undefined: nothing that is kept. */
export function describeMessage(stored: WAMessage): MessageDescription | undefined {
  const { message } = stored;
  const reading = readContent(message);
  if (!reading) return describeAnswer(stored);
  const { type, content, contextInfo, mediaType } = reading;
  return {
    type,
    content,
    mediaType: mediaType ?? null,
    quotedMessageId: contextInfo?.quotedMessage ? (contextInfo.stanzaId ?? null) : null,
    isForwarded: contextInfo?.isForwarded ?? false,
  };
}

/** What it says opens with a secret only; what it answers is written on it. */
function describeAnswer(answer: WAMessage): MessageDescription | undefined {
  const asked = askedBy(answer);
  if (!asked?.id) return undefined;
  const isVote = Boolean(unwrap(answer.message)?.pollUpdateMessage);
  return {
    type: isVote ? 'poll-update' : 'event-response',
    content: '',
    mediaType: null,
    quotedMessageId: asked.id,
    isForwarded: false,
  };
}
