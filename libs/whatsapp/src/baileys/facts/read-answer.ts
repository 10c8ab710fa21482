import { type WAMessage } from '@whiskeysockets/baileys';
import { type MessageReading } from '../../port/message.js';
import { decodeMessage } from '../content/decode-message.js';
import { withContext } from '../content/read-message.js';
import { askedBy, readSecretAnswer } from '../content/secret-answers.js';

interface Own {
  readonly jid: string;
  readonly lid: string | null;
}

/** What a vote or an answer says of the stored `question`; undefined when the question's secret does not open it. */
export function readAnswer(
  message: WAMessage,
  question: Uint8Array,
  own: Own,
): MessageReading | undefined {
  const { key } = message;
  const asked = askedBy(message);
  const mine = [own.jid, own.lid];
  const chat = key.remoteJid ?? '';
  // Baileys leaves the participant of a private chat empty, or out.
  const author = [key.participant || chat, key.participantAlt || key.remoteJidAlt];
  const askers = known([
    asked?.participant,
    ...(asked?.fromMe ? author : mine),
    ...author,
    ...mine,
  ]);
  const answerers = known(key.fromMe ? mine : author);
  const reading = readSecretAnswer(message, decodeMessage(question), { askers, answerers });
  return reading && withContext(reading);
}

const known = (jids: readonly (string | null | undefined)[]): string[] => [
  ...new Set(jids.filter((jid): jid is string => Boolean(jid))),
];
