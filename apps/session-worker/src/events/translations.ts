import { type SessionLease } from '@starling/storage';
import { type BaileysEventMap, type EmittedEvent } from '@starling/whatsapp';
import { Injectable } from '@nestjs/common';
import { People } from './people.js';
import { SecretAnswers } from './secret-answers.js';
import { translate, type Translated } from './translate.js';

/** What the engine emits, in the words of the contract. */
@Injectable()
export class Translations {
  constructor(
    readonly people: People,
    private readonly secrets: SecretAnswers,
  ) {}

  /**
   * `onMiss` is called for addresses of which
   * the address book may learn more: the translation names them as far as they are known.
   */
  of<E extends EmittedEvent>(
    lease: SessionLease,
    event: E,
    data: BaileysEventMap[E],
    onMiss?: (address: string) => void,
  ): readonly Translated[] {
    return translate(event, data, this.people.contextOf(lease, onMiss));
  }

  /** Votes and answers, which open only with a stored secret, if at all. */
  ofSecrets<E extends EmittedEvent>(
    lease: SessionLease,
    event: E,
    data: BaileysEventMap[E],
  ): readonly Promise<Translated | undefined>[] {
    if (event !== 'messages.upsert') return [];
    const { messages } = data as BaileysEventMap['messages.upsert'];
    return messages.flatMap((one) => {
      const { remoteJid, participant } = one.key;
      const contextOf = async () => {
        await this.people.bookOf(lease).recall([remoteJid ?? '', participant ?? '']);
        return this.people.contextOf(lease);
      };
      return this.secrets.translate(lease, one, contextOf) ?? [];
    });
  }
}
