import { Messages, type SessionLease } from '@starling/storage';
import {
  askedBy,
  type BaileysEventMap,
  decodeMessage,
  exchangeOf,
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
    context: TranslationContext,
  ): Promise<Translated | undefined> | undefined {
    const question = askedBy(message);
    return question?.id ? this.open(lease, message, question, context) : undefined;
  }

  private async open(
    { scope, instanceId }: SessionLease,
    message: Message,
    question: NonNullable<ReturnType<typeof askedBy>>,
    context: TranslationContext,
  ): Promise<Translated | undefined> {
    const { key } = message;
    const chat = key.remoteJid ?? '';
    const stored = await this.messages.findPayload(scope, instanceId, question.id ?? '', chat);
    if (!stored) return undefined;
    const own = [context.own.jid, context.own.lid];
    const author = [key.participant ?? chat, key.participantAlt ?? key.remoteJidAlt];
    const reading = readSecretAnswer(message, decodeMessage(stored), {
      askers: known([question.participant, ...(question.fromMe ? author : own), ...author, ...own]),
      answerers: known(key.fromMe ? own : author),
    });
    return reading && exchange(message, exchangeOf(message, reading, context));
  }
}

const known = (jids: readonly (string | null | undefined)[]): string[] => [
  ...new Set(jids.filter((jid): jid is string => Boolean(jid))),
];
