import { type EventName } from '@starling/contract';
import { type AddressBook } from '../address-book/address-book.js';
import { type EventSink, type OwnIdentity } from '../port/connection.js';
import { type EngineFact, type MessageFact } from '../port/facts.js';
import { type EventInterest, type SessionEvent } from '../port/session-event.js';
import { contextOf } from './context.js';
import { EventOrder } from './event-order.js';
import { exchangeEvent, namesOf, translate } from './translate.js';

/** Makes events of what happens on one connection, for the receivers that want them, and publishes them in order. */
export class EventFeed {
  private readonly order = new EventOrder();

  constructor(
    private readonly book: AddressBook,
    private readonly own: () => OwnIdentity,
    private readonly sink: EventSink,
  ) {}

  /**
   * `ready` is what the event waits for, as its row in the store. The promise settles when the events are published,
   * and rejects when `ready` rejects. An event that names people whom the address book does not hold in memory waits
   * until they have been looked up; later events wait behind it.
   */
  publish(fact: EngineFact, ready?: Promise<void>): Promise<void> | undefined {
    if (!this.sink.isListening()) return this.refuse(fact);
    const interest = this.sink.interestIn(namesOf(fact));
    if (!interest) return ready;
    const missed: string[] = [];
    const events = this.translate(fact, interest, (address) => missed.push(address));
    if (missed.length === 0) {
      return this.order.hand(() => this.publishAll(fact, events, interest), ready);
    }
    const lookedUp = Promise.all([ready, this.book.recall(missed)]).then(() => undefined);
    const again = () => this.publishAll(fact, this.translate(fact, interest), interest);
    return this.order.hand(again, lookedUp);
  }

  private translate(
    fact: EngineFact,
    interest: EventInterest,
    onMiss?: (address: string) => void,
  ): readonly SessionEvent[] {
    return translate(fact, contextOf(this.book, this.own(), onMiss), wantedBy(interest));
  }

  private publishAll(
    fact: EngineFact,
    events: readonly SessionEvent[],
    interest: EventInterest,
  ): Promise<void> | undefined {
    if (!this.sink.isListening()) return this.refuse(fact);
    const publishing = events.flatMap((event) => this.sink.publish(event, interest) ?? []);
    const answer = fact.kind === 'message' && this.publishAnswer(fact.message, interest);
    if (answer) publishing.push(answer);
    return publishing.length > 0 ? Promise.all(publishing).then(() => undefined) : undefined;
  }

  /** Votes and answers to invitations: they open only with a secret that is stored with the question. */
  private publishAnswer(message: MessageFact, interest: EventInterest): Promise<void> | undefined {
    const { key } = message;
    if (!wantedBy(interest)('message.exchange')) return undefined;
    return message.readAnswer?.().then(async (reading) => {
      if (!reading) return;
      await this.book.recall([key.remoteJid ?? '', key.participant ?? '']);
      const context = contextOf(this.book, this.own());
      await this.sink.publish(exchangeEvent(message, reading, context), interest);
    });
  }

  /** A message of a connection that was given up is delivered again to the next one: its journal entry stays open. */
  private refuse({ kind }: EngineFact): Promise<void> | undefined {
    return kind === 'message'
      ? Promise.reject(new Error('the connection was given up'))
      : undefined;
  }
}

/** Files travel with the events of their messages. */
const wantedBy = (interest: EventInterest) => (name: EventName) =>
  interest.wants(name) || (name === 'message.exchange' && interest.wantsFiles);
