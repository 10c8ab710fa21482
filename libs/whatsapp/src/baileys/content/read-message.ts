import { type proto } from '@whiskeysockets/baileys';
import { type MessageContext, type MessageReading } from '../../port/message.js';
import { readContent } from './read-content.js';
import { type Content, type RawReading } from './reading.js';

/** Undefined for content that is not reported. Votes and answers to invitations are read with their stored secret. */
export function readMessage(message: Content | null | undefined): MessageReading | undefined {
  const reading = readContent(message);
  return reading && withContext(reading);
}

export function withContext({ contextInfo, ...reading }: RawReading): MessageReading {
  return contextInfo ? { ...reading, context: contextOf(contextInfo) } : reading;
}

function contextOf({
  isForwarded,
  mentionedJid,
  quotedMessage,
  stanzaId,
  participant,
}: proto.IContextInfo): MessageContext {
  return {
    isForwarded: isForwarded ?? false,
    mentioned: mentionedJid ?? [],
    ...(quotedMessage &&
      stanzaId && {
        quoted: {
          messageId: stanzaId,
          participant: participant ?? undefined,
          read: () => readContent(quotedMessage),
        },
      }),
  };
}
