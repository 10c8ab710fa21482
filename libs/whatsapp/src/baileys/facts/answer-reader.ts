import { type WAMessage } from '@whiskeysockets/baileys';
import { type ConnectionSetup, type OwnIdentity } from '../../port/connection.js';
import { type MessageFact } from '../../port/facts.js';
import { askedBy } from '../content/secret-answers.js';
import { readAnswer } from './read-answer.js';

/** Votes and answers to invitations open only with a secret that was stored with their question. */
export class AnswerReader {
  constructor(
    private readonly store: Pick<ConnectionSetup, 'findMessage'>,
    private readonly own: () => OwnIdentity,
  ) {}

  /** Adds the way to read the answer; every other message stays as it is. */
  with(fact: MessageFact, message: WAMessage): MessageFact {
    const questionId = askedBy(message)?.id;
    if (!questionId) return fact;
    return {
      ...fact,
      readAnswer: async () => {
        const question = await this.store.findMessage(questionId, message.key.remoteJid ?? '');
        return question && readAnswer(message, question, this.own());
      },
    };
  }
}
