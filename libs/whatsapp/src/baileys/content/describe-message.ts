import { type WAMessage } from '@whiskeysockets/baileys';
import { type MessageReading } from '../../port/message.js';
import { askedBy } from './secret-answers.js';
import { unwrap } from './unwrap.js';

export interface MessageDescription {
  readonly type: string;
  readonly content: string;
  readonly mediaType: string | null;
  readonly quotedMessageId: string | null;
  readonly isForwarded: boolean;
}

/** For the message store, in the words of the events. Undefined for a message that is not stored. */
export function describeMessage(
  stored: WAMessage,
  reading: MessageReading | undefined,
): MessageDescription | undefined {
  if (!reading) return describeAnswer(stored);
  const { type, content, context, mediaType } = reading;
  return {
    type,
    content,
    mediaType: mediaType ?? null,
    quotedMessageId: context?.quoted?.messageId ?? null,
    isForwarded: context?.isForwarded ?? false,
  };
}

/** The content of an answer opens only with a secret; the question that it answers is readable. */
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
