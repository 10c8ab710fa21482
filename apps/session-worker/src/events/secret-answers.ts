import { Messages, type SessionLease } from '@starling/storage';
import {
  askedBy,
  type BaileysEventMap,
  decodeMessage,
  exchangeOf,
  type Reading,
  readSecretAnswer,
  type TranslationContext,
} from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';
import { exchange, type Translated } from './translate.js';

type Message = BaileysEventMap['messages.upsert']['messages'][number];

/** Votes and answers to invitations: what they say opens only with a secret that the question carried. */
@Injectable()
export class SecretAnswers {
  constructor(private readonly messages: Messages) {}

  /** Undefined at once for every other message. */
  translate(
    lease: SessionLease,
    message: Message,
    contextOf: () => Promise<TranslationContext>,
  ): Promise<Translated | undefined> | undefined {
    const question = askedBy(message);
    return question?.id ? this.open(lease, message, question, contextOf) : undefined;
  }

  private async open(
    { scope, instanceId }: SessionLease,
    message: Message,
    question: NonNullable<ReturnType<typeof askedBy>>,
    contextOf: () => Promise<TranslationContext>,
  ): Promise<Translated | undefined> {
    const chat = message.key.remoteJid ?? '';
    const stored = await this.messages.findPayload(scope, instanceId, question.id ?? '', chat);
    if (!stored) return undefined;
    const context = await contextOf();
    const reading = readAnswer(message, stored, context);
    return reading && exchange(message, exchangeOf(message, reading, context));
  }
}

/** What a vote or an answer says of the question that is stored as `asked`; undefined when its secret does not open it. */
export function readAnswer(
  message: Message,
  asked: Uint8Array,
  { own }: TranslationContext,
): Reading | undefined {
  const { key } = message;
  const question = askedBy(message);
  const mine = [own.jid, own.lid];
  const chat = key.remoteJid ?? '';
  // Baileys leaves the participant of a private chat empty, or out.
  const author = [key.participant || chat, key.participantAlt || key.remoteJidAlt];
  return readSecretAnswer(message, decodeMessage(asked), {
    askers: known([
      question?.participant,
      ...(question?.fromMe ? author : mine),
      ...author,
      ...mine,
    ]),
    answerers: known(key.fromMe ? mine : author),
  });
}

const known = (jids: readonly (string | null | undefined)[]): string[] => [
  ...new Set(jids.filter((jid): jid is string => Boolean(jid))),
];
