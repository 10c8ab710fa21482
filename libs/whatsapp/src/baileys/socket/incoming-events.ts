import {
  type AuthenticationCreds,
  type BaileysEventMap,
  type BinaryNode,
  type WASocket,
} from '@whiskeysockets/baileys';
import { type AddressNews } from '../../address-book/address-book.js';
import { type EventFeed } from '../../events/event-feed.js';
import { type ConnectionSetup, type OwnIdentity } from '../../port/connection.js';
import { type EngineFact } from '../../port/facts.js';
import { type SessionWrite } from '@starling/domain';
import { Backlog } from '../durability/backlog.js';
import { type PendingWrites } from '../durability/pending-writes.js';
import { type StanzaJournal } from '../durability/stanza-journal.js';
import { AnswerReader } from '../facts/answer-reader.js';
import { factsOfEvent } from '../facts/facts-of-event.js';
import { learnEvent } from '../facts/learn.js';
import { pairsInStanza } from '../facts/stanza-pairs.js';
import { arePaired, encodeCreds } from '../keys/creds-codec.js';
import { keepMessages } from '../storing/keep-messages.js';
import { keepStatuses } from '../storing/keep-statuses.js';
import { ownIdentityOf, ownNameOf } from './own-identity.js';
import { ReceiptAuthors } from './receipt-authors.js';

type Events = BaileysEventMap;
type Upsert = Events['messages.upsert'];

interface IncomingParts {
  readonly setup: ConnectionSetup;
  readonly creds: AuthenticationCreds;
  readonly journal: StanzaJournal;
  /** WhatsApp gets no acknowledgment before these are done. */
  readonly writes: PendingWrites;
  readonly feed: EventFeed;
  readonly baileys: Pick<WASocket, 'readMessages'>;
}

/** Stores what arrives on one connection, and publishes it. */
export class IncomingEvents {
  private readonly receiptAuthors = new ReceiptAuthors();
  private readonly backlog = new Backlog();
  private readonly answers: AnswerReader;
  /** True after the close: nothing that Baileys emits then is stored or published. */
  isClosed = false;
  private isLeavingAccount = false;

  constructor(private readonly parts: IncomingParts) {
    this.answers = new AnswerReader(parts.setup, () => this.own);
  }

  /**
   * The device is being removed from the account: what arrives is not taken any more, and what the session no longer takes
   * must not end the connection before the frame of the removal has left.
   */
  leaveAccount(): void {
    this.isLeavingAccount = true;
  }

  /** Must see every message stanza before Baileys does. */
  noteMessage(stanza: BinaryNode): void {
    this.parts.journal.note(stanza);
    this.backlog.note(stanza);
  }

  /** Must see every stanza before Baileys makes events of it: those name people by what their own stanza says. */
  learnStanza(stanza: BinaryNode): void {
    if (this.isClosed || !arePaired(this.parts.creds)) return;
    this.receiptAuthors.note(stanza);
    const pairs = pairsInStanza(stanza);
    if (pairs.length > 0) this.keepFacts(this.parts.setup.book.learnPairs(pairs));
  }

  /** Takes everything that Baileys emits, before Baileys' buffer holds it back. */
  keep<E extends keyof Events>(event: E, data: Events[E]): void {
    if (this.isClosed) return;
    if (event === 'messages.upsert') {
      if (!this.isLeavingAccount) this.keepUpsert(data as Upsert);
      return;
    }
    if (event === 'creds.update') this.keepCreds(data as Events['creds.update']);
    if (event === 'message-receipt.update') {
      this.receiptAuthors.name(data as Events['message-receipt.update']);
    }
    this.keepFacts(keepStatuses(event, data));
    this.keepFacts(learnEvent(this.parts.setup.book, event, data));
    for (const fact of factsOfEvent(event, data, () => this.own)) this.onFact(fact);
  }

  private onFact(fact: EngineFact): void {
    const { listener } = this.parts.setup;
    const isRinging = fact.kind === 'call' && fact.call.status === 'offer';
    if (isRinging && listener.isListening()) listener.called(fact.call);
    this.parts.writes.add(this.parts.feed.publish(fact));
  }

  /**
   * The rows are stored first, so that an answer to the event finds them. The journal entry ends last: until then a
   * crash has the stanza delivered again, and the event published again under the same id. A socket that was given up
   * in between leaves the entry open for the same reason.
   */
  private keepUpsert(upsert: Upsert): void {
    const { setup, journal } = this.parts;
    const { store, book } = setup;
    for (const { key } of upsert.messages) this.backlog.done(key.id ?? '');
    const kept = keepMessages(upsert, journal, (jid) => setup.ignores(jid), book);
    const messages = kept.fresh.map(({ message }) => message);
    this.keepFacts(learnEvent(book, 'messages.upsert', { ...upsert, messages }));
    const stored = kept.rows && store.write(kept.rows);
    this.parts.writes.add(stored);
    const published = kept.fresh.map(({ message, fact }) =>
      this.parts.feed.publish(
        { kind: 'message', message: this.answers.with(fact, message) },
        stored,
      ),
    );
    this.markRead(messages);
    const { finished } = kept;
    const done = Promise.all([stored, ...published]).then(() => finished && store.write(finished));
    this.parts.writes.add(
      done.catch((error: unknown) => {
        if (!this.isLeavingAccount) throw error;
      }),
    );
  }

  /** A receipt that did not leave is not sent again: the next message brings the next one. */
  private markRead(messages: readonly Upsert['messages'][number][]): void {
    if (!this.parts.setup.listener.isListening() || !this.parts.setup.marksRead()) return;
    const keys = messages.filter(({ key }) => !key.fromMe).map(({ key }) => key);
    if (keys.length > 0) void this.parts.baileys.readMessages(keys).catch(() => undefined);
  }

  keepFacts(facts: (SessionWrite & AddressNews) | undefined): void {
    const isEmpty = !facts?.contacts && !facts?.pairs && !facts?.updates;
    if (facts && !isEmpty) this.parts.writes.add(this.parts.setup.store.write(facts));
  }

  private keepCreds({ me }: Events['creds.update']): void {
    const { store, listener } = this.parts.setup;
    if (arePaired(this.parts.creds))
      this.parts.writes.add(store.write({ creds: encodeCreds(this.parts.creds) }));
    const name = ownNameOf(me);
    if (name && listener.isListening()) listener.renamed(name);
  }

  private get own(): OwnIdentity {
    return ownIdentityOf(this.parts.creds);
  }
}
