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

  /** Those that open only with a stored secret come later, if they open at all. */
  of<E extends EmittedEvent>(
    lease: SessionLease,
    event: E,
    data: BaileysEventMap[E],
  ): (Translated | Promise<Translated | undefined>)[] {
    const context = this.people.contextOf(lease);
    const plain = translate(event, data, context);
    if (event !== 'messages.upsert') return [...plain];
    const { messages } = data as BaileysEventMap['messages.upsert'];
    return [
      ...plain,
      ...messages.flatMap((one) => this.secrets.translate(lease, one, context) ?? []),
    ];
  }
}
