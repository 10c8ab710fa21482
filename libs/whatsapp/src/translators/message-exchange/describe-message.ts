import { type WAMessage } from '@whiskeysockets/baileys';
import { readContent } from './read-content.js';

export interface MessageDescription {
  readonly type: string;
  readonly content: string;
  readonly mediaType: string | null;
  readonly quotedMessageId: string | null;
  readonly isForwarded: boolean;
}

/** For the message store, in the words of the events. Undefined: nothing that is kept. */
export function describeMessage({ message }: WAMessage): MessageDescription | undefined {
  const reading = readContent(message);
  if (!reading) return undefined;
  const { type, content, contextInfo, mediaType } = reading;
  return {
    type,
    content,
    mediaType: mediaType ?? null,
    quotedMessageId: contextInfo?.quotedMessage ? (contextInfo.stanzaId ?? null) : null,
    isForwarded: contextInfo?.isForwarded ?? false,
  };
}
